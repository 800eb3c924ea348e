import JSON

/// What becomes of the answers of the API on their way to a page. The session answers as ever: without it no page begins.
enum Weather: Hashable, Sendable, CustomStringConvertible {
    case fine
    /// No answer comes, ever.
    case held
    /// What the server says when it is broken, or too busy, or stands behind a proxy that finds it gone.
    case broken, busy, gone
    /// The network is away.
    case offline
    /// The reader may not.
    case forbidden
    /// One path alone is broken.
    case brokenAt(String)

    var description: String {
        switch self {
        case .fine: "fine"
        case .held: "held"
        case .broken: "broken"
        case .busy: "busy"
        case .gone: "gone"
        case .offline: "offline"
        case .forbidden: "forbidden"
        case .brokenAt(let path): "broken " + path
        }
    }
}

extension Browser {
    /// From the next document on; `change` says which weather it is.
    func watchTheWeather() throws {
        try tool("Page.enable")
        try tool("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.weather)])
    }

    func change(_ weather: Weather) throws { try run("sessionStorage.setItem('weather', arguments[0])", .string(weather.description)) }

    /// Goes to a page, also where it is the one that is open.
    func open(_ path: String, in weather: Weather) throws {
        try change(weather)
        try open(path)
    }

    /// Long waits are short: what a page says after seconds is said at once.
    private static let weather = """
        const weather = () => sessionStorage.getItem('weather') ?? 'fine';
        const [fetched, later] = [window.fetch, window.setTimeout];
        window.asked = new Set();
        window.setTimeout = (action, time = 0, ...rest) => later(action, time >= 5000 && weather() === 'held' ? 500 : time, ...rest);
        const refusal = (status, code) => new Response(JSON.stringify({ code, status }), { status, headers: { 'Content-Type': 'application/problem+json' } });
        window.fetch = (input, options = {}) => {
          const { pathname } = new URL(input.url ?? input, location.href);
          if (!pathname.startsWith('/api/v1/') || pathname === '/api/v1/session') return fetched(input, options);
          asked.add(pathname);
          const [kind, only] = weather().split(' ');
          if (only && only !== pathname) return fetched(input, options);
          if (kind === 'held') return new Promise((_, refuse) => options.signal?.addEventListener('abort', () => refuse(new DOMException('', 'AbortError'))));
          if (kind === 'broken') return Promise.resolve(refusal(500, 'internal'));
          if (kind === 'busy') return Promise.resolve(refusal(503, 'overloaded'));
          if (kind === 'gone') return Promise.resolve(new Response('<h1>Bad Gateway</h1>', { status: 502 }));
          if (kind === 'offline') return Promise.reject(new TypeError('Failed to fetch'));
          if (kind === 'forbidden') return Promise.resolve(refusal(403, 'forbidden'));
          return fetched(input, options);
        };
        """
}
