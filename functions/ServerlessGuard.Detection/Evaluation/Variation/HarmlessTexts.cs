using System.Globalization;

namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>Texts full of numbers that are nobody's data: 500 of them, of twenty forms.</summary>
public static class HarmlessTexts
{
    public const int Count = 500;

    private static readonly Func<SeededNumbers, string>[] Forms =
    [
        static n =>
            $"Invoice no. {n.Between(2019, 2027)}-{n.Digits(6)}\nPos. 1  {n.Between(1, 40)} pcs  Art. {n.Digits(8)}  {Amount(n)} EUR\nPos. 2  {n.Between(1, 40)} pcs  Art. {n.Digits(8)}  {Amount(n)} EUR\nTotal {Amount(n)} EUR",
        static n =>
            $"{Day(n)} {Clock(n)}.{n.Digits(3)} [worker-{n.Next(64)}] DEBUG batch {n.Digits(10)} took {n.Next(9000)} ms, {n.Digits(7)} rows, offset {n.Digits(12)}",
        static n => $"snmpget 1.3.6.1.4.1.{n.Next(60000)}.{n.Next(20)}.{n.Next(20)}.{n.Next(90)} = Counter64: {n.Digits(13)}",
        static n => $"DateTime ticks {n.Pick(["63", "62"])}{n.Digits(16)} differ by {n.Digits(7)}",
        static n => $"sha256:{n.Hex(64)}  sha1 {n.Hex(40)}  md5 {n.Hex(32)}",
        static n => $"order {Uuid(n)} replaces {Uuid(n)}",
        static n => $"ISBN {Isbn(n)}, {n.Between(90, 900)} pages, {n.Between(1950, 2027)}",
        static n => string.Create(
            CultureInfo.InvariantCulture,
            $"lat {n.Between(-89, 89)}.{n.Digits(6)}, lon {n.Between(-179, 179)}.{n.Digits(6)}, alt {n.Next(3000)} m"),
        static n => $"Upgraded to {n.Next(30)}.{n.Next(40)}.{n.Next(9)}.{n.Digits(4)} (build {n.Digits(8)}.{n.Next(20)})",
        static n =>
            $"SELECT id, total FROM orders WHERE id IN ({n.Digits(9)}, {n.Digits(9)}, {n.Digits(9)}) AND total > {Amount(n)} LIMIT {n.Next(500)} OFFSET {n.Digits(5)};",
        static n => $"const table = [0x{n.Hex(8)}, 0x{n.Hex(8)}, {n.Digits(10)}, -{n.Digits(9)}, {n.Next(9)}.{n.Digits(15)}];",
        static n =>
            $"{{\"orderId\": {n.Digits(11)}, \"createdAt\": {n.Pick(["17", "16"])}{n.Digits(11)}, \"qty\": {n.Next(90)}, \"price\": {n.Next(900)}.{n.Digits(2)}, \"ratio\": 0.{n.Digits(16)}}}",
        static n =>
            $"Q{n.Between(1, 4)};{n.Digits(6)};{n.Digits(6)};{n.Digits(6)}\nQ{n.Between(1, 4)};{n.Digits(6)};{n.Digits(6)};{n.Digits(6)}",
        static n => $"Tracking 1Z{n.Of("ABCDEFGHXYW0123456789", 16)}, parcel {n.Digits(20)}, weight {n.Next(30)}.{n.Digits(2)} kg",
        static n => $"EAN {n.Digits(13)}, batch {n.Digits(9)}, best before {Day(n)}",
        static n =>
            $"Population {n.Between(1, 999)},{n.Digits(3)},{n.Digits(3)} in {n.Between(1900, 2027)}; area {n.Digits(6)} km², density {n.Next(900)}.{n.Next(9)}",
        static n => $"at Shop.Orders.Total() in Order.cs:line {n.Next(900)}\n   at 0x{n.Hex(16)} frame {n.Digits(5)}",
        static n => $"pi is 3.{n.Digits(20)}, e is 2.{n.Digits(20)}, phi 1.{n.Digits(18)}",
        static n => $"Flight LH{n.Digits(3)} gate B{n.Next(60)} seat {n.Next(40)}C, boarding {Clock(n)[..5]}, bag {n.Digits(10)}",
        static n =>
            $"git diff {n.Hex(7)}..{n.Hex(7)} -- src/a{n.Next(99)}.c\n@@ -{n.Next(900)},{n.Next(30)} +{n.Next(900)},{n.Next(30)} @@",
        static n =>
            $"frames={n.Digits(6)} fps={n.Next(60)}.{n.Digits(2)} bitrate={n.Digits(4)}.{n.Next(9)}kbits/s pts={n.Digits(9)} dts={n.Digits(9)}",
        static n =>
            $"Room {n.Digits(3)}, {n.Between(1, 28)} people, code of the day {n.Digits(4)}, ticket #{n.Digits(7)}, page {n.Next(300)} of {n.Between(300, 400)}",
        static n => $"0.{n.Pick(["4111", "5500", "4242"])}{n.Digits(12)} 1e-{n.Next(30)} {n.Digits(5)}.{n.Digits(11)} NaN",
        static n =>
            $"Score {n.Next(200)}:{n.Next(200)} after {n.Next(5)} sets {n.Next(7)}-{n.Next(7)} {n.Next(7)}-{n.Next(7)}; odds {n.Next(9)}/{n.Between(1, 9)}",
        static n =>
            $"<rect x=\"{n.Digits(3)}.{n.Digits(4)}\" y=\"{n.Digits(3)}.{n.Digits(4)}\" width=\"{n.Digits(4)}\"/><path d=\"M{n.Digits(3)} {n.Digits(3)}L{n.Digits(3)} {n.Digits(3)} {n.Digits(3)}.{n.Digits(6)}Z\"/>",
    ];

    /// <summary>The texts of a seed, each form as often as the others.</summary>
    public static IReadOnlyList<string> Make(ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        return [.. Enumerable.Range(0, Count).Select(i => Forms[i % Forms.Length](numbers))];
    }

    /// <summary>Whether something is found that acts on the text. Dates, ages, URLs and names identify nobody by themselves.</summary>
    public static bool IsFlagged(IEnumerable<Detected> found, double threshold) =>
        found.Any(d => d.Confidence >= threshold
            && !EntityKinds.IsDescriptive(d.Kind)
            && d.Category is FindingCategory.Personal or FindingCategory.Secret or FindingCategory.Injection);

    private static string Amount(SeededNumbers n) => $"{n.Between(1, 99)},{n.Digits(3)}.{n.Digits(2)}";

    private static string Day(SeededNumbers n) => $"{n.Between(2019, 2027)}-{n.Between(1, 12):00}-{n.Between(1, 28):00}";

    private static string Clock(SeededNumbers n) => $"{n.Next(24):00}:{n.Next(60):00}:{n.Next(60):00}";

    private static string Uuid(SeededNumbers n) => $"{n.Hex(8)}-{n.Hex(4)}-4{n.Hex(3)}-9{n.Hex(3)}-{n.Hex(12)}";

    private static string Isbn(SeededNumbers n)
    {
        var body = "978" + n.Digits(9);
        var sum = body.Select(static (unit, i) => (unit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{body[..3]}-{body[3]}-{body[4..7]}-{body[7..]}-{(10 - (sum % 10)) % 10}";
    }
}
