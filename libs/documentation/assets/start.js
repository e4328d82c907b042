const withoutAutofocus = {
  wrapComponents: {
    Input:
      (Input, { React }) =>
      (props) =>
        React.createElement(Input, { ...props, autoFocus: false }),
  },
};
const withSecretNoted = {
  wrapComponents: {
    liveResponse:
      (LiveResponse, { React }) =>
      (props) => {
        const isSecret = props.response.get('status') === 201 && /"key":/.test(props.response.get('text'));
        const text = 'Copy the key below now: it is shown only this once.';
        const note = isSecret && React.createElement('p', { className: 'shown-once', role: 'status' }, text);
        return React.createElement(React.Fragment, null, note, React.createElement(LiveResponse, props));
      },
  },
};
const withErrorsFolded = {
  wrapComponents: {
    response:
      (Response, { React }) =>
      (props) => {
        const [isOpen, setOpen] = React.useState(Number(props.code) < 400);
        if (isOpen) return React.createElement(Response, props);
        const cell = (name, content) =>
          React.createElement('td', { className: 'response-col_' + name }, content);
        const text = String(props.response.get('description')).replaceAll('`', '');
        const button = {
          type: 'button',
          className: 'folded-error',
          'aria-expanded': false,
          onClick: () => setOpen(true),
        };
        const children = [
          cell('status', props.code),
          cell('description', React.createElement('button', button, text)),
        ];
        return React.createElement('tr', { className: 'response', 'data-code': props.code }, ...children);
      },
  },
};

SwaggerUIBundle({
  dom_id: '#swagger-ui',
  url: '/openapi.json',
  // Nothing of the document leaves for a validator elsewhere.
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: document.getElementById('swagger-ui').dataset.keepCredentials === 'true',
  plugins: [withoutAutofocus, withErrorsFolded, withSecretNoted],
});
