using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class ScanSegmentTests
{
    private static readonly Scanner Scanner = new(
    [
        Make("SG-PII-001", @"[0-9]{3}-[0-9]{2}-[0-9]{4}", 11, Anchor.Digits(9, 9)),
        Make("SG-PII-002", @"[0-9]{4,8}", 8, Anchor.Digits(4, 8), 0.2, ["badge", "card no"]),
        Make("SG-PII-003", @"[a-z0-9.]{1,16}@[a-z0-9]{1,16}\.[a-z]{2,4}", 38, Anchor.Contains(["@"], 16)),
        Make("SG-PII-004", @"[A-Z]{2}[0-9]{6}[A-D]", 9, Anchor.Digits(6, 6, maxBefore: 2)),
        Make("SG-PII-005", @"[A-Z]{5}", 5, Anchor.NearContext(), 0.1, ["code"]),
        Make("SG-SEC-001", @"tok_(?<v>[a-z0-9]{4,12})", 16, Anchor.StartsWith("tok_")),
        Make("SG-SEC-002", @"-----BEGIN[A-Za-z0-9+/\s-]{0,360}?-----END", 400, Anchor.StartsWith("-----begin")) with
        {
            Stop = "{<\"",
            RightBoundary = false
        },
        Make("SG-SEC-003", @"jw\.[A-Za-z.]{2,397}", 400, Anchor.StartsWith("jw.")) with { Stop = " ,-\n" },
    ]);

    private static readonly string[] ProseTexts =
    [
        "The harbour was quiet when the first boats came in. Gulls sat on the wall and waited for what the nets would leave behind, and "
        + "nobody spoke before the last rope was tied.",
        "Our team looked at the results again and found that the second series was better than the first, although the weather had been "
        + "worse and the instruments older.",
        "Im Herbst sammelten die Kinder Kastanien, und am Abend saßen alle um den großen Tisch und erzählten, was sie gesehen hatten. Die "
        + "Großmutter kochte Tee.",
        "Au printemps, les champs changent de couleur presque chaque jour ; les paysans sortent tôt et rentrent tard, contents de la "
        + "pluie qui est enfin tombée.",
        "La ciudad despierta despacio: primero los panaderos, luego los autobuses, y al final los estudiantes que corren porque han "
        + "dormido demasiado.",
        "Весной река поднимается высоко, и старый мост закрывают на несколько недель. Люди ходят в обход через лес и не жалуются.",
        "A good summary names the question, says how it was answered, and tells the reader what remains open; it does so in fewer words "
        + "than the text needs for its introduction.",
    ];

    private static readonly Gen<string> Text = Gens.Any(
        "123-45-6789", "badge", " 123456 ", "card no", "4242 4242", "joe@example.com", "AB123456C", "code", "HELLO", "tok_abc123",
        "-----BEGIN KEY",
        "-----END", "jw.aaa.bbb", " ", ", ", "\u200B", "１２", "x", "é", "e\u0301", "filler words that find nothing at all ", "\n", "-", "@",
        "9", new string('w', 150))
        .Array[0, 30].Select(string.Concat);

    [Fact]
    public void Finds_TheSame_HoweverTheTextIsCut() =>
        Gen.Select(Text, Gen.Int[1, 400].Array[1, 12]).Sample((text, steps) =>
        {
            InSteps(Scanner, text, steps).ShouldBe(Scanner.Scan(text));
        }, iter: 3000);

    /// <summary>Everything found in a text that comes in pieces of these lengths, in turns.</summary>
    internal static List<Finding> InSteps(Scanner scanner, string text, int[] steps)
    {
        var found = new List<Finding>();
        var (settled, end, step) = (0, 0, 0);
        while (settled < text.Length)
        {
            end = Math.Min(text.Length, end + steps[step++ % steps.Length]);
            var from = Cut(scanner, text, settled);
            var here = new List<Finding>();
            var next = from + scanner.ScanSegment(
                text.AsSpan(from, end - from), settled - from, end == text.Length, Scanner.DefaultThreshold, here);
            next.ShouldBeGreaterThanOrEqualTo(settled);
            found.AddRange(here.Select(finding => finding with { Start = finding.Start + from }));
            settled = next;
        }

        return found;
    }

    [Fact]
    public void Settles_TextInWhichNoRuleCanBegin()
    {
        var text = new string('w', 2000);
        Scanner.ScanSegment(text, 0, isLast: false, Scanner.DefaultThreshold, []).ShouldBeGreaterThan(text.Length - 20);
    }

    [Fact]
    public void Holds_FromTheOpeningLiteral_UntilItsPatternFails()
    {
        const string Open = "see jw.aaa";
        Scanner.ScanSegment(Open + new string('a', 350), 0, isLast: false, Scanner.DefaultThreshold, []).ShouldBe(4);
        var closed = Open + " " + new string('w', 350);
        Scanner.ScanSegment(closed, 0, isLast: false, Scanner.DefaultThreshold, []).ShouldBeGreaterThan(closed.Length - 20);
    }

    [Fact]
    public void Holds_AMatch_UntilNoContextWordCanCome()
    {
        const string Text = "we met 123456 and then";
        Scanner.ScanSegment(Text, 0, isLast: false, Scanner.DefaultThreshold, []).ShouldBe(7);
        var later = Text + " talked about the weather of that day";
        Scanner.ScanSegment(later, 0, isLast: false, Scanner.DefaultThreshold, []).ShouldBeGreaterThan(later.Length - 20);
    }

    [Fact]
    public void Holds_FewCharactersOfProse()
    {
        var prose = string.Join(' ', ProseTexts);
        var held = new List<int>();
        for (int end = 4, settled = 0; end < prose.Length; end += 4)
        {
            var from = Cut(Scanner.Default, prose, settled);
            settled = from
                + Scanner.Default.ScanSegment(prose.AsSpan(from, end - from), settled - from, isLast: false, Scanner.DefaultThreshold, []);
            held.Add(end - settled);
        }

        held.Sort();
        held[held.Count * 95 / 100].ShouldBeLessThanOrEqualTo(32);
        held[^1].ShouldBeLessThanOrEqualTo(Scanner.Default.HoldBack);
    }

    private static int Cut(Scanner scanner, string text, int settled)
    {
        var (units, at) = (0, settled);
        while (at > 0 && (units < scanner.KeepBehind || !Normaliser.IsBoundary(text, at)))
        {
            at--;
            units += Normaliser.IsBoundary(text, at) ? Normaliser.Normalise(text.AsSpan(at, 1).ToString()).Length : 0;
        }

        return at;
    }

    private static Rule Make(string id, string pattern, int maxLength, Anchor anchor, double confidence = 0.8, params string[] context) =>
        new()
        {
            Id = id,
            Kind = "test",
            Category = id.StartsWith("SG-PII", StringComparison.Ordinal) ? FindingCategory.Personal : FindingCategory.Secret,
            Anchor = anchor,
            Pattern = pattern,
            MaxLength = maxLength,
            Confidence = confidence,
            Context = context,
            Positives = [],
            Negatives = [],
        };
}
