-- What wrk sends, and what it says afterwards: one line of JSON, times in seconds.
--
--   wrk … -s load.lua URL -- METHOD DEPTH BODY-LENGTH

local block

function init(arguments)
    local method, depth, length = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
    local body = length > 0 and string.rep("x", length) or nil
    if body then wrk.headers["Content-Type"] = "application/json" end
    local one = wrk.format(method, nil, nil, body)
    block = string.rep(one, depth)
end

function request()
    return block
end

function done(summary, latency, requests)
    local errors = summary.errors
    local form = '{"requests": %d, "seconds": %.6f, "p50": %.7f, "p99": %.7f, "p999": %.7f, '
        .. '"failed": %d}\n'
    io.write("\n" .. string.format(
        form, summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6,
        latency:percentile(99) / 1e6, latency:percentile(99.9) / 1e6,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout
    ))
end
