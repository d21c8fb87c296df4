// How a server comes by its addresses and certificates.
extension Server {
    /// Takes addresses, each with a listener for every loop.
    ///
    /// - Returns: the addresses, with the ports that were found for port 0.
    static func take(
        _ addresses: [ListenAddress],
        _ settings: ServerSettings,
        isSecure: Bool,
        _ listeners: inout [[Listener]]
    ) throws(ServerError) -> [ListenAddress] {
        var bound: [ListenAddress] = []
        for address in addresses {
            let traits = Listener.Traits(address, settings, isSecure: isSecure)
            switch address {
            case .tcp(let host, let port):
                let group = try Listener.tcp(host, port, count: listeners.count, traits)
                for index in listeners.indices { listeners[index].append(group.listeners[index]) }
                bound.append(.tcp(host, group.port))
            case .unix(let path, let mode):
                let listener = try Listener.unix(path, mode: mode, traits)
                for index in listeners.indices { listeners[index].append(listener) }
                bound.append(address)
            case .inherited(let socket):
                let listener = Listener(adopting: socket, traits)
                for index in listeners.indices { listeners[index].append(listener) }
                bound.append(address)
            }
        }
        return bound
    }

    /// Reads and checks all that TLS needs, and says which certificates end soon.
    static func plan(
        _ settings: ServerSettings,
        _ log: (ServerEvent) -> Void
    ) throws(TLSFault) -> SecurityPlan? {
        guard let configuration = settings.tls else { return nil }
        let plan = SecurityPlan(
            configuration: configuration,
            material: try TLSMaterial(reading: configuration)
        )
        for ending in try TLSContexts(plan.material, plan.tickets).ending {
            log(.certificateEnds(ending.file, ending.day, days: ending.days))
        }
        return plan
    }
}
