import Demo
import Pictures

/// A face that nobody has: drawn by what a name comes to, so that it is the same at every start, and no photograph of anybody.
package struct Portrait {
    private enum Hair: CaseIterable {
        case parted, cropped, bob, long, knot
        static let short = [Hair.parted, .cropped], full = [Hair.bob, .long, .knot]
    }

    private let drawing: Drawing
    private let hair: Hair
    private let colours: (skin: Drawing.Colour, shade: Drawing.Colour, hair: Drawing.Colour, cloth: Drawing.Colour)
    private let hasGlasses: Bool
    private let smile: Double

    private static let side = 320
    private static let grounds: [Drawing.Colour] = [0xDF_E9DC, 0xF3_E0D6, 0xDC_E4F2, 0xEA_DFEC, 0xD8_EBE9, 0xF1_E7CB]
    private static let skins: [(Drawing.Colour, Drawing.Colour)] = [(0xF4_D0B0, 0xE3_B590), (0xEF_C3A0, 0xDA_A680), (0xF6_D9C0, 0xE6_BFA0), (0xE5_B48C, 0xCC_966C)]
    private static let dark: (Drawing.Colour, Drawing.Colour) = (0x8A_5A3C, 0x6F_4429)
    private static let hairs: [Drawing.Colour] = [0x2B_2522, 0x3A_2A22, 0x1F_1F24, 0x4A_3326]
    private static let cloths: [Drawing.Colour] = [0x1F_5C47, 0x2F_4A6B, 0x6B_3F5A, 0x8A_4B2F, 0x3F_4B52, 0x9A_7A2E]

    /// Nil: there is no memory for it.
    package init?(of person: DemoPerson) {
        var random = DemoRandom(seed: person.id.text.utf8.reduce(1_469_598_103) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
        guard let drawing = Drawing(width: Self.side, height: Self.side, ground: random.pick(Self.grounds)) else { return nil }
        let looks = DemoPeople.looks[person.id]
        let (skin, shade) = looks?.isDark ?? false ? Self.dark : random.pick(Self.skins)
        self.drawing = drawing
        hair = random.pick(looks?.hasFullHair ?? random.chance(0.5) ? Hair.full : Hair.short)
        colours = (skin, shade, looks?.hair ?? random.pick(Self.hairs), random.pick(Self.cloths))
        hasGlasses = random.chance(0.3)
        smile = 1 + 2.2 * random.fraction()
    }

    package func made() -> MadePicture? {
        backHair()
        body()
        head()
        frontHair()
        face()
        return drawing.made()
    }

    private func backHair() {
        switch hair {
        case .parted, .cropped: break
        case .bob: drawing.blob([(28, 40), (31, 22), (50, 14), (69, 22), (72, 40), (73, 60), (65, 68), (35, 68), (27, 60)], colours.hair)
        case .long: drawing.blob([(28, 40), (31, 22), (50, 14), (69, 22), (72, 40), (76, 68), (74, 92), (26, 92), (24, 68)], colours.hair)
        case .knot:
            drawing.ellipse(50, 14, 8.5, 8, colours.hair)
            drawing.blob([(30, 42), (32, 24), (50, 16), (68, 24), (70, 42), (66, 56), (34, 56)], colours.hair)
        }
    }

    private func body() {
        drawing.ellipse(50, 108, 39, 34, colours.cloth)
        drawing.polygon([(39, 76), (61, 76), (50, 96)], 0xFB_FAF6)
        drawing.polygon([(36, 74), (43, 73), (50, 96), (43, 92)], colours.cloth)
        drawing.polygon([(64, 74), (57, 73), (50, 96), (57, 92)], colours.cloth)
        drawing.card(42.5, 58, 15, 22, round: 7, colours.shade)
    }

    private func head() {
        for side in [31.5, 68.5] { drawing.ellipse(side, 47, 3.4, 5, colours.shade) }
        drawing.blob([(32, 38), (36, 25), (50, 20), (64, 25), (68, 38), (67, 53), (60, 65), (50, 69), (40, 65), (33, 53)], colours.skin)
    }

    private func frontHair() {
        let shape: [Drawing.Point] = switch hair {
        case .parted: [(31, 45), (29, 31), (37, 20), (51, 15.5), (65, 20), (71, 31), (69, 45), (67, 36), (60, 30), (50, 32), (42, 27.5), (34, 36)]
        case .cropped: [(31, 42), (30.5, 30), (39, 20.5), (50, 18), (61, 20.5), (69.5, 30), (69, 42), (66.5, 33), (59, 27.5), (50, 26.5), (41, 27.5), (33.5, 33)]
        case .bob: [(29, 52), (29, 30), (38, 19), (50, 16), (62, 19), (71, 30), (71, 52), (67, 38), (56, 34.5), (44, 34.5), (33, 38)]
        case .long: [(29, 54), (29, 30), (38, 19), (50, 16), (62, 19), (71, 30), (71, 54), (66, 36), (56, 29), (45, 24), (38, 33), (33, 40)]
        case .knot: [(31, 44), (30, 31), (38, 20), (50, 16.5), (62, 20), (70, 31), (69, 44), (66, 34), (57, 27.5), (43, 27.5), (34, 34)]
        }
        drawing.blob(shape, colours.hair)
    }

    private func face() {
        let frame: Drawing.Colour = 0x3A_3531
        if hasGlasses { drawing.line([(44, 45.5), (56, 45.5)], width: 0.9, frame) }
        for side in [-1.0, 1] {
            drawing.line([(50 + side * 5, 40.2), (50 + side * 8, 39), (50 + side * 11, 40.4)], width: 1.3, colours.hair)
            if hasGlasses {
                drawing.ellipse(50 + side * 7.8, 46.5, 6.2, 5.5, frame)
                drawing.ellipse(50 + side * 7.8, 46.5, 5.3, 4.6, colours.skin)
            }
            drawing.ellipse(50 + side * 7.6, 46.5, 1.8, 2.2, 0x2A_2523)
        }
        drawing.line([(50, 48), (48.9, 53.2), (50.6, 54)], width: 1, colours.shade)
        drawing.line([(44.5, 58.6), (50, 58.6 + smile), (55.5, 58.6)], width: 1.5, 0xA4_4A3F)
    }
}
