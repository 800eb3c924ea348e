import Demo
import Identity
import Illustrations
import Mailboxes
import Pictures
import PointsEngine
import Runtime
import Store

/// Gives the people and the rewards of a demonstration their pictures, which are drawn here: nobody's photograph, nobody else's drawing.
enum DemoPictures {
    static func add(to runtime: Runtime, of people: [DemoPerson]) throws {
        let rewards = try runtime.inspecting { facts, _ in facts.rewards.values.sorted { $0.id < $1.id } }
        let faces = people.filter { !DemoPeople.faceless.contains($0.id) }.compactMap { person in stored(Portrait(of: person)?.made()).map { (person.id, $0) } }
        let things = rewards.compactMap { reward in stored(RewardPicture.made(of: reward.id)).map { (reward, $0) } }
        try keep(faces.map(\.1) + things.map(\.1), in: runtime)
        let portraits = faces.map { SetPicture($0.0, $0.1.id) }
        let catalogue = things.map { reward, picture in
            var reward = reward
            reward.picture = picture.id.path
            return PutReward(reward: reward, revision: reward.revision)
        }
        for case .refused(let refusal) in runtime.carryOut(portraits + catalogue, by: .administrator, priority: .bulk) { throw refusal }
    }

    private static func stored(_ picture: MadePicture?) -> StoredPicture? {
        picture.flatMap { StoredPicture(large: $0.large, small: $0.small, width: $0.width, height: $0.height) }
    }

    /// The pictures themselves stand outside what is sealed.
    private static func keep(_ pictures: [StoredPicture], in runtime: Runtime) throws {
        let done = BlockingPromise<Result<Void, any Error>>(), now = SystemClock.now()
        runtime.write(nil, by: .administrator, { database in
            for picture in pictures { try database.pictures.add(picture, sentBy: Actor.administrator.person, at: now) }
        }, reply: { done.fulfil($0) })
        try done.wait().get()
    }
}
