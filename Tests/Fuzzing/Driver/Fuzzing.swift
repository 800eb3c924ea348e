#if FUZZING
import FuzzTargets
import Glibc

/// What libFuzzer, which brings its own `main`, calls with input after input. `LAUREL_FUZZ_TARGET` names the target.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let target = getenv("LAUREL_FUZZ_TARGET").flatMap({ FuzzTarget(rawValue: String(cString: $0)) }) else { exit(2) }
    do { try target.take(Array(UnsafeBufferPointer(start: bytes, count: count))) } catch { preconditionFailure("\(error)") }
    return 0
}
#endif
