// Starts Swagger UI, with what it lacks as plugins: https://swagger.io/docs/open-source-tools/swagger-ui/customization/plugin-api/

const place = document.getElementById('swagger-ui');
const keepCredentials = place.dataset.keepCredentials === 'true';
// What a page before this one kept, when the service was a demo.
if (!keepCredentials) localStorage.removeItem('authorized');

const darkness = matchMedia('(prefers-color-scheme: dark)');
const followDarkness = () => document.documentElement.classList.toggle('dark-mode', darkness.matches);
darkness.addEventListener('change', followDarkness);
followDarkness();

/** An organization's id, once entered in any operation, is in all of them. */
const organizationOnce = {
  statePlugins: {
    spec: {
      wrapActions: {
        // Swagger UI would fill in the examples of ids, which do not exist.
        updateJsonSpec: (update) => (document) => {
          const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item));
          for (const { parameters = [] } of operations)
            for (const parameter of parameters) if (parameter.in === 'path') delete parameter.schema?.example;
          return update(document);
        },
        changeParamByIdentity: (change, system) => (pathAndMethod, parameter, value, isXml) =>
          parameter.get('in') === 'path' && parameter.get('name') === 'orgId'
            ? enterOrganization(system, value)
            : change(pathAndMethod, parameter, value, isXml),
      },
    },
    auth: {
      wrapActions: {
        authorize: (authorize, system) => (credentials) => {
          authorize(credentials);
          if (keepCredentials) void fillInOrganization(system);
        },
      },
    },
  },
};

let organization;

function enterOrganization({ specSelectors, specActions }, id) {
  organization = id;
  for (const operation of specSelectors.operations()) {
    const [path, method] = [operation.get('path'), operation.get('method')];
    if (path.includes('{orgId}')) specActions.changeParam([path, method], 'orgId', 'path', id);
  }
}

/** In a demo, the first organization of the person whose token was entered, where the service lists them. */
async function fillInOrganization(system) {
  const paths = system.specSelectors.specJson().get('paths');
  const list = paths.keySeq().find((path) => paths.has(`${path}/{orgId}`) && paths.hasIn([path, 'get']));
  const [scheme] = paths.getIn([list, 'get', 'security'])?.first().keySeq() ?? [];
  const token = system.authSelectors.authorized().getIn([scheme, 'value']);
  if (!token || organization) return;
  const response = await fetch(list, { headers: { authorization: `Bearer ${token}` } });
  const [organizations] = response.ok ? Object.values(await response.json()) : [];
  if (organizations?.[0] && !organization) enterOrganization(system, organizations[0].id);
}

/** One credential is sent with a request: where an operation takes either of two, the first, or the one that is chosen. */
const oneCredential = {
  statePlugins: {
    spec: {
      wrapActions: {
        executeRequest: (execute) => (request) => {
          const { authorized } = request.securities;
          const usable = usableCredentials(request.operation, Object.keys(authorized));
          const name = usable.find((one) => one === preferred) ?? usable[0];
          const sent = name === undefined ? {} : { [name]: authorized[name] };
          return execute({ ...request, securities: { ...request.securities, authorized: sent } });
        },
      },
    },
  },
  wrapComponents: {
    AuthorizeBtnContainer:
      (Container, { React }) =>
      (props) => {
        const h = React.createElement;
        const [chosen, choose] = React.useState();
        const names = [...props.authSelectors.authorized().keySeq()];
        const choices = props.specSelectors
          .operations()
          .map((operation) => usableCredentials(operation.get('operation'), names))
          .find((usable) => usable.length > 1);
        if (!choices) return h(Container, props);
        preferred = choices.includes(chosen) ? chosen : choices[0];
        const options = choices.map((name) => h('option', { key: name }, name));
        const onChange = ({ target }) => choose(target.value);
        const select = h('select', { value: preferred, onChange }, options);
        return h(
          React.Fragment,
          null,
          h('label', { className: 'sent-credential' }, 'Send ', select),
          h(Container, props),
        );
      },
  },
};

/** Which of two credentials to send, by name. */
let preferred;

/** Which of the credentials an operation takes, in the order of the document. */
function usableCredentials(operation, names) {
  const alternatives = operation.get('security')?.flatMap((alternative) => alternative.keySeq()) ?? [];
  return [...alternatives].filter((name) => names.includes(name));
}

/** Credentials are typed into password fields. */
const hiddenCredentials = {
  wrapComponents: {
    // Swagger UI would focus the last field, and so scroll the first out of sight.
    Input:
      (Input, { React }) =>
      (props) => {
        const isCredential = props.id?.startsWith('auth-') && props.name !== 'username';
        const hidden = { type: 'password', autoComplete: 'off' };
        const label = props['aria-label']?.split('-').at(-1);
        return React.createElement(Input, {
          ...props,
          ...(isCredential && hidden),
          'aria-label': label,
          autoFocus: false,
        });
      },
    // Its label differs from its text, by which people who speak to their browser call it.
    Button:
      (Button, { React }) =>
      (props) =>
        React.createElement(Button, { ...props, 'aria-label': undefined }),
  },
};

/** A button that copies a new key, above the only answer that shows it. */
const keyToCopy = {
  wrapComponents: {
    liveResponse:
      (LiveResponse, { React }) =>
      (props) => {
        const h = React.createElement;
        const [copied, setCopied] = React.useState();
        const created = props.response.get('status') === 201 && props.response.get('text');
        const key = created && /"key":\s*"(\w+)"/.exec(created)?.[1];
        if (!key) return h(LiveResponse, props);
        const copy = () => void navigator.clipboard.writeText(key).then(() => setCopied(key));
        // Browsers lend the clipboard to pages over HTTPS and from this machine only.
        const button =
          navigator.clipboard &&
          h(
            'button',
            { type: 'button', className: 'btn', onClick: copy },
            copied === key ? 'Copied' : 'Copy the key',
          );
        const note = h(
          'p',
          { className: 'shown-once', role: 'status' },
          'This key is shown only now. ',
          button,
        );
        return h(React.Fragment, null, note, h(LiveResponse, props));
      },
  },
};

/** All errors of an operation are behind one line, and each behind its own: at full length they fill ten screens. */
const errorsFolded = {
  wrapComponents: {
    responses:
      (Responses, { React }) =>
      (props) => {
        const h = React.createElement;
        const [isOpen, setOpen] = React.useState(false);
        const errors = props.responses.filter((_, code) => Number(code) >= 400);
        const others = props.responses.filterNot((_, code) => errors.has(code));
        const button = {
          type: 'button',
          className: 'errors',
          'aria-expanded': isOpen,
          onClick: () => setOpen(!isOpen),
        };
        return h(
          React.Fragment,
          null,
          h(Responses, { ...props, responses: others }),
          errors.size > 0 && h('button', button, `Errors: ${errors.keySeq().join(', ')}`),
          isOpen && h(Responses, { ...props, responses: errors, tryItOutResponse: undefined }),
        );
      },
    response:
      (Response, { React }) =>
      (props) => {
        const h = React.createElement;
        const [isOpen, setOpen] = React.useState(Number(props.code) < 400);
        if (isOpen) return h(Response, props);
        const text = String(props.response.get('description')).replaceAll('`', '');
        const button = {
          type: 'button',
          className: 'error',
          'aria-expanded': false,
          onClick: () => setOpen(true),
        };
        return h(
          'tr',
          { className: 'response', 'data-code': props.code },
          h('td', { className: 'response-col_status' }, props.code),
          h('td', { className: 'response-col_description' }, h('button', button, text)),
        );
      },
  },
};

const simplified = {
  wrapComponents: {
    // The document has one server, this one.
    ServersContainer: () => () => null,
    // A link inside the button that opens the operation cannot be used by keyboard.
    DeepLink:
      (_, { React }) =>
      ({ text }) =>
        React.createElement('span', null, text),
  },
};

/** Names, roles and levels for screen readers, which Swagger UI leaves out. */
const attributes = {
  '.information-container': { role: 'region', 'aria-label': 'About' },
  '.scheme-container': { role: 'region', 'aria-label': 'Authorization' },
  '.filter-container': { role: 'search' },
  '.modal-ux': { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Available authorizations' },
  '.close-modal': { 'aria-label': 'Close' },
  '.examples-select-element': { 'aria-label': 'Example' },
  '.body-param__text': { 'aria-label': 'Request body' },
  // So that long lines can be scrolled by keyboard.
  '.responses-inner pre': { tabindex: '0' },
  '[data-param-name] :is(input, select)': {
    'aria-label': (field) => field.closest('[data-param-name]').dataset.paramName,
  },
  '.responses-table[role]': {
    'aria-label': (table) => `Responses of ${table.closest('.opblock').id.split('-').at(-1)}`,
  },
  '.errors + .responses-wrapper .responses-table': {
    'aria-label': (table) => `Errors of ${table.closest('.opblock').id.split('-').at(-1)}`,
  },
  ':is(.opblock-tag, .modal-ux-header h3, .models > h4)': { 'aria-level': '2' },
  ':is(.opblock, .auth-container) h4': { 'aria-level': '3' },
  '.opblock h5': { 'aria-level': '4' },
};

function describeElements() {
  for (const [selector, values] of Object.entries(attributes))
    for (const element of place.querySelectorAll(selector))
      for (const [name, value] of Object.entries(values))
        element.setAttribute(name, typeof value === 'string' ? value : value(element));
}

new MutationObserver(describeElements).observe(place, { childList: true, subtree: true });

const ui = SwaggerUIBundle({
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
  syntaxHighlight: { theme: 'obsidian' },
  persistAuthorization: keepCredentials,
  plugins: [organizationOnce, oneCredential, hiddenCredentials, keyToCopy, errorsFolded, simplified],
  onComplete: () => keepCredentials && fillInOrganization(ui.getSystem()),
});
