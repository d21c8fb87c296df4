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

-- wrk counts times in whole microseconds, and adds some below the least it saw, which its own
-- percentiles then cannot reach: the share that can be reached is taken as the whole, and a place
-- within the microsecond from how many fell into it.

local function share_up_to(latency, time)
    local low, high = 0, 100
    for _ = 1, 30 do
        local middle = (low + high) / 2
        local found = latency:percentile(middle)
        if found > 0 and found <= time then low = middle else high = middle end
    end
    return low
end

local function percentile(latency, whole, share)
    local wanted = share / 100 * whole
    local time = latency:percentile(wanted)
    local below, upto = share_up_to(latency, time - 1), share_up_to(latency, time)
    local within = upto > below and (wanted - below) / (upto - below) or 0.5
    return (time - 0.5 + within) / 1e6
end

function done(summary, latency, requests)
    local errors = summary.errors
    local whole = share_up_to(latency, math.huge)
    local form = '{"requests": %d, "seconds": %.6f, "p50": %.8f, "p99": %.8f, "p999": %.8f, '
        .. '"failed": %d}\n'
    io.write("\n" .. string.format(
        form, summary.requests, summary.duration / 1e6, percentile(latency, whole, 50),
        percentile(latency, whole, 99), percentile(latency, whole, 99.9),
        -- An answer after more than 2 s is a late one, no failure.
        errors.connect + errors.read + errors.write + errors.status
    ))
end
