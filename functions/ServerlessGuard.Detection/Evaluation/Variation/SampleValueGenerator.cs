namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>A value of a kind, made fresh: of the right format, with a valid check.</summary>
/// <param name="Label">How people name it in front.</param>
/// <param name="HasCheck">Whether a check or a distinctive prefix distinguishes it from a number or a word.</param>
internal sealed record SampleValue(string Kind, FindingCategory Category, string Text, string Label, bool HasCheck);

/// <summary>Makes values of each kind. None belongs to anybody.</summary>
internal static class SampleValueGenerator
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static IReadOnlyList<Func<SeededNumbers, SampleValue>> Personal { get; } =
    [
        static n => new("payment-card", FindingCategory.Personal, Card(n), "card number", HasCheck: true),
        static n => new("iban", FindingCategory.Personal, Iban(n), "IBAN", HasCheck: true),
        static n => new(
            "us-ssn", FindingCategory.Personal,
            $"{n.Pick(["219", "305", "412", "517", "623"])}-{n.Between(10, 99)}-{n.Between(1000, 9999)}", "SSN", HasCheck: false),
        static n => new("email", FindingCategory.Personal, Email(n), "e-mail", HasCheck: true),
        static n => new("phone", FindingCategory.Personal, Phone(n), "phone", HasCheck: true),
        static n => new(
            "ip-address", FindingCategory.Personal, $"{n.Between(80, 190)}.{n.Next(256)}.{n.Next(256)}.{n.Between(1, 254)}",
            "client address", HasCheck: true),
        static n => new("br-cpf", FindingCategory.Personal, Cpf(n), "CPF", HasCheck: true),
        static n => new(
            "uk-nino", FindingCategory.Personal, $"{n.Pick(["AB", "CE", "HK", "JM", "PR"])}{n.Digits(6)}{n.Pick(["A", "B", "C", "D"])}",
            "National Insurance number", HasCheck: true),
    ];

    public static IReadOnlyList<Func<SeededNumbers, SampleValue>> Secrets { get; } =
    [
        static n => new("github-token", FindingCategory.Secret, "ghp_" + n.Of(Alphanumeric, 36), "token", HasCheck: true),
        static n => new(
            "slack-token", FindingCategory.Secret, $"xoxb-{n.Digits(12)}-{n.Digits(12)}-{n.Of(Alphanumeric, 24)}", "bot token",
            HasCheck: true),
        static n => new("stripe-key", FindingCategory.Secret, "sk_live_" + n.Of(Alphanumeric, 24), "api key", HasCheck: true),
        static n => new("google-api-key", FindingCategory.Secret, "AIza" + n.Of(Alphanumeric + "_-", 34) + "x", "api key", HasCheck: true),
        static n => new(
            "aws-access-key", FindingCategory.Secret, "AKIA" + n.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), "access key", HasCheck: true),
        static n => new("gitlab-token", FindingCategory.Secret, "glpat-" + n.Of(Alphanumeric, 20), "token", HasCheck: true),
    ];

    /// <summary>A password as people choose and machines make them.</summary>
    public static string Password(SeededNumbers n) => n.Next(4) switch
    {
        0 => $"{n.Of("BCDFGKLMNPRTVWZ", 1)}{n.Of("aeiou", 1)}{n.Of("bdfgklmnprtvz", 2)}{n.Digits(2)}!{n.Of(Alphanumeric, 5)}",
        1 => $"{n.Of(Alphanumeric, 2)}K{n.Digits(1)}-{n.Of("abcdefghkmnpqrstuvwxyz", 2)}-R{n.Of("bcdfgz", 1)}-{n.Digits(2)}wT",
        2 => n.Of(Alphanumeric, 18) + "7q",
        _ => $"{n.Of("abcdefghkmnpqrstuvwxyz", 4)}{n.Digits(2)}#{n.Of("ABCDEFGHKMNPQRSTUVWXYZ", 2)}{n.Of("abcdefgh", 3)}",
    };

    public static string Email(SeededNumbers n) =>
        $"{n.Pick(["rosa", "ivo", "lena", "amir", "jun", "piotr"])}.{n.Pick(["keller", "brandt", "osei", "lind", "marek"])}{n.Next(90)}@{n.Pick(["kundenpost", "brieflade", "mailhof", "postino"])}.{n.Pick(["de", "com", "org", "net"])}";

    public static string Card(SeededNumbers n)
    {
        var body = n.Pick(["4", "51", "52", "53", "55"]);
        body += n.Digits(15 - body.Length);
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            sum += i % 2 == 0 ? (digit * 2 > 9 ? (digit * 2) - 9 : digit * 2) : digit;
        }

        return body + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static string Iban(SeededNumbers n)
    {
        var (country, body) = n.Pick<(string, string)>(
        [
            ("DE", n.Digits(18)), ("FR", n.Digits(23)), ("GB", n.Pick(["NWBK", "BARC", "LOYD"]) + n.Digits(14)),
            ("NL", n.Pick(["ABNA", "INGB", "RABO"]) + n.Digits(10)), ("AT", n.Digits(16)), ("CH", n.Digits(17)),
        ]);
        var remainder = 0;
        foreach (var unit in body + country + "00")
        {
            remainder = char.IsAsciiDigit(unit) ? ((remainder * 10) + (unit - '0')) % 97 : ((remainder * 100) + (unit - 'A' + 10)) % 97;
        }

        return $"{country}{98 - remainder:00}{body}";
    }

    private static string Cpf(SeededNumbers n)
    {
        var digits = n.Digits(9).Select(static unit => unit - '0').ToList();
        for (var round = 0; round < 2; round++)
        {
            var sum = digits.Select((digit, i) => digit * (digits.Count + 1 - i)).Sum() * 10 % 11;
            digits.Add(sum == 10 ? 0 : sum);
        }

        var all = string.Concat(digits);
        return $"{all[..3]}.{all[3..6]}.{all[6..9]}-{all[9..]}";
    }

    private static string Phone(SeededNumbers n) => n.Next(4) switch
    {
        0 => $"+49 151 {n.Between(20, 79)}{n.Digits(2)} {n.Digits(4)}",
        1 => $"+44 20 7{n.Digits(3)} {n.Digits(4)}",
        2 => $"+1 212 {n.Between(200, 899)} {n.Digits(4)}",
        _ => $"+33 6 {n.Between(10, 79)} {n.Between(10, 99)} {n.Between(10, 99)} {n.Between(10, 99)}",
    };
}
