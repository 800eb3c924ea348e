import Identity
import PointsEngine
import Web

// Two words that two layers use: here they mean the engine's, and the web's have a longer name.
typealias Request = PointsEngine.Request
typealias Refusal = Identity.Refusal
package typealias HTTPRequest = Web.Request
