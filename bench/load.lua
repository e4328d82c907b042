-- Sends the requests of a file in turn, each a block of lines that ends with an empty one: method and path, headers as
-- `Name: value`, and a body after `> `.
local requests, at = {}, 0

function init(arguments)
  local method, path, headers, body
  for line in io.lines(arguments[1]) do
    if not method then
      method, path = line:match("^(%S+) (%S+)$")
      headers = {}
    elseif line == "" then
      requests[#requests + 1] = wrk.format(method, path, headers, body)
      method, body = nil, nil
    elseif line:sub(1, 2) == "> " then
      body = line:sub(3)
    else
      local name, value = line:match("^([^:]+): (.*)$")
      headers[name] = value
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"rate": %f, "p50": %f, "p99": %f, "requests": %d, "refused": %d, "broken": %d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout
  ))
end
