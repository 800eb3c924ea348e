import Testing

@testable import Store

@Suite struct GenerationCacheTests {
    @Test func `it never holds more than two generations`() {
        var cache = GenerationCache<Int, Int>(size: 10)
        for key in 0..<1_000 {
            cache[key] = key
            #expect(cache.count <= 20)
        }
        #expect(cache[999] == 999)
        #expect(cache[0] == nil)
    }

    @Test func `what is asked for stays`() {
        var cache = GenerationCache<Int, Int>(size: 10)
        cache[-1] = 7
        for key in 0..<1_000 {
            cache[key] = key
            #expect(cache[-1] == 7)
        }
    }

    @Test func `the newest value is found wherever the old one was`() {
        var cache = GenerationCache<Int, Int>(size: 2)
        for key in 0..<3 { cache[key] = key }
        cache[0] = 10
        #expect(cache[0] == 10)
        cache[0] = nil
        #expect(cache[0] == nil)
    }

    @Test func `a value is changed in its place in either generation`() {
        var cache = GenerationCache<Int, [Int]>(size: 2)
        for key in 0..<3 { cache[key] = [key] }
        for key in 0..<4 { cache.update(key) { $0.append(9) } }
        #expect((0..<4).map { cache[$0] } == [[0, 9], [1, 9], [2, 9], nil])
    }
}
