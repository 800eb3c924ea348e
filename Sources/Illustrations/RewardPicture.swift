import Pictures

/// Pictures of what the shipped catalogue offers, in the colours of the pages.
package enum RewardPicture {
    /// Nil: there is none of that reward.
    package static func made(of reward: String) -> MadePicture? {
        guard let (ground, draw) = scenes[reward], let drawing = Drawing(width: 640, height: 400, ground: ground) else { return nil }
        draw(drawing)
        return drawing.made()
    }

    private static let scenes: [String: (ground: Drawing.Colour, draw: @Sendable (Drawing) -> Void)] = [
        "coffee-set": (0xF3_E0D6, coffee), "negotiation-course": (0xDC_E4F2, course), "earphones": (0xF3_E0D6, earphones), "shopping-card-500": (0xDF_E9DC, card),
        "lunch-with-the-director": (0xF7_ECCF, lunch), "day-off": (0xF7_ECCF, hammock), "bonus-1000": (0xF1_E7CB, coins), "sports-watch": (0xD8_EBE9, watch),
        "leadership-programme": (0xDC_E4F2, summit), "sanya-for-two": (0xCF_E7EE, beach),
    ]

    private static let green: Drawing.Colour = 0x1F_5C47, gold: Drawing.Colour = 0xC9_9A2E, ink: Drawing.Colour = 0x2E_3A38, paper: Drawing.Colour = 0xFD_FBF6

    private static let table: @Sendable (Drawing, Drawing.Colour) -> Void = { $0.rectangle(0, 48, 100, 15, $1) }

    private static let coffee: @Sendable (Drawing) -> Void = { drawing in
        table(drawing, 0xE3_C4B0)
        drawing.ellipse(44, 52, 22, 3.4, 0xD4_AE97)
        drawing.line([(58, 30), (68, 30), (69, 39), (58, 42)], width: 3.2, green)
        drawing.card(28, 24, 31, 28, round: 4, green)
        drawing.ellipse(43.5, 25, 15.5, 3.4, 0x17_4636)
        drawing.ellipse(43.5, 25.4, 13.4, 2.5, 0x5A_3A26)
        for x in [37.0, 43.5, 50] { drawing.line([(x, 19), (x - 2, 15), (x + 2, 11), (x, 7)], width: 1.1, 0xFB_F3EC) }
        for (x, y) in [(76.0, 50.0), (82, 52), (79, 47)] { drawing.ellipse(x, y, 3.2, 2.2, 0x5A_3A26); drawing.line([(x - 2, y + 0.8), (x + 2, y - 0.8)], width: 0.5, 0x3B_2416) }
    }

    private static let course: @Sendable (Drawing) -> Void = { drawing in
        table(drawing, 0xBF_CDE4)
        drawing.card(20, 8, 60, 36, round: 1.5, paper)
        for (index, height) in [9.0, 14, 12, 20].enumerated() { drawing.rectangle(27 + Double(index) * 8, 38 - height, 5, height, index == 3 ? gold : 0x5F_7FB0) }
        drawing.line([(62, 18), (74, 18)], width: 1.2, 0xB9_C6DC)
        drawing.line([(62, 23), (72, 23)], width: 1.2, 0xB9_C6DC)
        drawing.line([(62, 28), (74, 28)], width: 1.2, 0xB9_C6DC)
        for (x, colour) in [(26.0, green), (50, 0x8A_4B2F as Drawing.Colour), (74, 0x2F_4A6B)] {
            drawing.ellipse(x, 46, 4.4, 4.8, 0xEF_C3A0)
            drawing.ellipse(x, 43.6, 4.6, 3.2, ink)
            drawing.ellipse(x, 61, 9, 10, colour)
        }
    }

    private static let earphones: @Sendable (Drawing) -> Void = { drawing in
        drawing.ellipse(50, 33, 26, 26, 0xEC_CFC0)
        drawing.line([(29, 36), (31, 18), (50, 9), (69, 18), (71, 36)], width: 3.4, ink)
        for x in [29.0, 71] {
            drawing.card(x - 5.5, 31, 11, 19, round: 5, ink)
            drawing.card(x + (x < 50 ? 1 : -8), 32.5, 7, 16, round: 3.4, 0xC2_6A4A)
        }
        for (x, height) in [(44.0, 6.0), (48, 11), (52, 8), (56, 4)] { drawing.line([(x, 40 - height / 2), (x, 40 + height / 2)], width: 1.4, 0xC2_6A4A) }
    }

    private static let card: @Sendable (Drawing) -> Void = { drawing in
        drawing.card(27, 12, 54, 32, round: 3, 0x9F_BFA9)
        drawing.card(19, 19, 54, 32, round: 3, green)
        drawing.rectangle(19, 26, 54, 5, 0x17_4636)
        drawing.card(24, 37, 11, 8, round: 1.2, gold)
        for x in stride(from: 40.0, through: 64, by: 8) { drawing.line([(x, 42), (x + 4, 42)], width: 1.4, 0xBF_D8C8) }
    }

    private static let lunch: @Sendable (Drawing) -> Void = { drawing in
        drawing.rectangle(0, 0, 100, 63, 0xF2_E2B8)
        drawing.ellipse(50, 33, 24, 22, 0xE4_CF9A)
        drawing.ellipse(50, 32, 23, 21, paper)
        drawing.ellipse(50, 32, 16, 14.5, 0xF1_EDE2)
        drawing.blob([(42, 30), (50, 24), (59, 30), (56, 38), (45, 38)], 0xC2_6A4A)
        for (x, y) in [(42.0, 26.0), (58, 25), (60, 35)] { drawing.ellipse(x, y, 3.2, 2.4, 0x4F_8A5B) }
        for x in [17.0, 19.5, 22] { drawing.line([(x, 14), (x, 24)], width: 1, 0x8C_8779) }
        drawing.line([(19.5, 24), (19.5, 52)], width: 1.6, 0x8C_8779)
        drawing.line([(80, 30), (80, 52)], width: 1.6, 0x8C_8779)
        drawing.blob([(79, 13), (84, 18), (83, 31), (79, 31)], 0x8C_8779)
    }

    private static let hammock: @Sendable (Drawing) -> Void = { drawing in
        drawing.ellipse(78, 14, 8, 8, 0xF0_C24B)
        drawing.rectangle(0, 50, 100, 13, 0xB9_CF9F)
        for x in [16.0, 84] {
            drawing.rectangle(x - 1.6, 18, 3.2, 34, 0x7A_5636)
            drawing.ellipse(x, 16, 11, 9, 0x4F_8A5B)
            drawing.ellipse(x + 6, 20, 8, 6, 0x3F_7550)
        }
        drawing.blob([(18, 30), (34, 42), (50, 45), (66, 42), (82, 30), (66, 36), (50, 38), (34, 36)], 0xC2_6A4A)
        drawing.ellipse(36, 34, 4, 3.8, 0xEF_C3A0)
        drawing.line([(40, 38), (52, 40), (64, 37)], width: 4.4, 0x2F_4A6B)
    }

    private static let coins: @Sendable (Drawing) -> Void = { drawing in
        table(drawing, 0xDD_CC96)
        for (x, count) in [(28.0, 3), (50, 5), (72, 7)] {
            for level in 0..<count {
                let y = 50 - Double(level) * 4.6
                drawing.ellipse(x, y + 1.6, 10.5, 4, 0x9A_7420)
                drawing.ellipse(x, y, 10.5, 4, level == count - 1 ? 0xE8_C25A : gold)
            }
        }
        drawing.line([(20, 26), (44, 20), (66, 8)], width: 1.4, green)
        drawing.polygon([(66, 4), (73, 4.6), (68.6, 10.6)], green)
    }

    private static let watch: @Sendable (Drawing) -> Void = { drawing in
        drawing.card(41, 2, 18, 59, round: 5, ink)
        drawing.card(34, 15, 32, 33, round: 8, 0x49_5654)
        drawing.card(36.5, 17.5, 27, 28, round: 6, 0x14_211E)
        drawing.ellipse(50, 31.5, 9.5, 9.5, 0x1F_5C47)
        drawing.ellipse(50, 31.5, 7.6, 7.6, 0x14_211E)
        drawing.line([(50, 31.5), (50, 26)], width: 1.1, paper)
        drawing.line([(50, 31.5), (54, 33)], width: 1.1, gold)
        drawing.card(66, 27, 2.4, 7, round: 1, 0x49_5654)
    }

    private static let summit: @Sendable (Drawing) -> Void = { drawing in
        drawing.ellipse(24, 15, 6.5, 6.5, 0xF0_C24B)
        drawing.polygon([(-4, 63), (26, 28), (56, 63)], 0x9F_B4D4)
        drawing.polygon([(22, 63), (58, 14), (100, 63)], 0x5F_7FB0)
        drawing.polygon([(58, 14), (50, 25), (56, 23), (60, 27), (67, 25)], paper)
        drawing.line([(58, 15), (58, 4)], width: 1, ink)
        drawing.polygon([(58.4, 3.4), (68, 6), (58.4, 9)], 0xC2_6A4A)
        drawing.line([(30, 62), (44, 52), (42, 44), (54, 36), (55, 26)], width: 1.2, 0xDC_E4F2)
    }

    private static let beach: @Sendable (Drawing) -> Void = { drawing in
        drawing.ellipse(70, 20, 9, 9, 0xF5_CF66)
        drawing.rectangle(0, 34, 100, 16, 0x5D_A9BA)
        drawing.line([(0, 40), (25, 39), (50, 41), (75, 39), (100, 40)], width: 0.8, 0xBF_E2E8)
        drawing.blob([(-6, 70), (-4, 48), (30, 46), (70, 51), (106, 47), (108, 70)], 0xF0_DDAF)
        drawing.line([(20, 56), (23, 40), (30, 22)], width: 2.6, 0x7A_5636)
        for (x, y) in [(12.0, 20.0), (18, 12), (36, 9), (46, 16), (44, 26)] { drawing.blob([(30, 21), ((30 + x) / 2, (21 + y) / 2 - 4), (x, y), ((30 + x) / 2 + 1, (21 + y) / 2 + 1)], 0x3F_7550) }
        drawing.polygon([(58, 44), (72, 36), (86, 44)], 0xC2_6A4A)
        drawing.line([(72, 37), (72, 56)], width: 1, paper)
        for x in [60.0, 76] { drawing.line([(x, 56), (x + 9, 53)], width: 2, green) }
        drawing.polygon([(52, 9), (64, 6), (62, 9), (56, 10.4)], paper)
    }
}
