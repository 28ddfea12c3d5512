namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>
/// Values written with other separators, digits of other scripts, invisible characters, in words, or with a misspelt label.
/// </summary>
internal static class Separations
{
    private static readonly string[] Joins = [" ", "-", ".", "\u00a0", "\u2009", "\u2013", "/", "\n", "\n> ", "\r\n"];
    private static readonly string[] Misspelt = [
        "credt card", "card nummber", "Credit-Card no.", "CARD NO", "kreditkarte", "numéro de carte", "tarjeta", "карта", "カード番号",
        "carta di credito"
    ];
    private static readonly string[] SsnLabels = [
        "Social Securty Number", "soc. sec. no", "SSN no.", "ssn#", "Social-Security", "SOCIAL SECURITY NUM"
    ];

    public static void Add(List<Sample> samples, SeededNumbers n)
    {
        Groups(samples, n);
        Scripts(samples, n);
        Emails(samples, n);
        Phones(samples, n);
        foreach (var label in Misspelt)
        {
            samples.Add(
                Wrapping.Of(label + ": {v}").Around("label", "payment-card", FindingCategory.Personal, "", SampleValueGenerator.Card(n)));
        }

        foreach (var label in SsnLabels)
        {
            samples.Add(Wrapping.Of(label + ": {v}")
                .Around("label", "us-ssn", FindingCategory.Personal, "", $"412-{n.Between(10, 99)}-{n.Between(1000, 9999)}"));
        }
    }

    private static void Groups(List<Sample> samples, SeededNumbers n)
    {
        foreach (var join in Joins)
        {
            var card = SampleValueGenerator.Card(n);
            Put("payment-card", string.Join(join, card.Chunk(4).Select(static group => new string(group))));
            var iban = SampleValueGenerator.Personal[1](n).Text;
            Put("iban", string.Join(join, iban.Chunk(4).Select(static group => new string(group))));
        }

        foreach (var join in new[] { " ", ".", "-" })
        {
            Put("payment-card", string.Join(join, SampleValueGenerator.Card(n).AsEnumerable()));
            Put("iban", string.Join(join, SampleValueGenerator.Personal[1](n).Text.AsEnumerable()));
            Put("us-ssn", string.Join(join, new[] { "412", $"{n.Between(10, 99)}", $"{n.Between(1000, 9999)}" }), "SSN {v}");
        }

        foreach (var (digit, look) in new[] { ('0', 'O'), ('1', 'l'), ('0', 'o'), ('1', 'I') })
        {
            Put("payment-card", "4" + Swap(SampleValueGenerator.Card(n)[1..], digit, look), "card number {v}");
            var iban = SampleValueGenerator.Personal[1](n).Text;
            Put("iban", iban[..4] + Swap(iban[4..], digit, look), "IBAN {v}");
        }

        void Put(string kind, string shown, string place = "Please use {v} for it.") =>
            samples.Add(Wrapping.Of(place).Around("separator", kind, FindingCategory.Personal, "", shown));
    }

    // One confusion in a number, as a scanner of paper makes it; without that digit in it, the number stays as it is.
    private static string Swap(string digits, char digit, char look) =>
        digits.LastIndexOf(digit) is >= 0 and var at ? digits[..at] + look + digits[(at + 1)..] : digits;

    private static void Scripts(List<Sample> samples, SeededNumbers n)
    {
        foreach (var zero in new[] { '０', '٠', '۰', '०', '০', '๐' })
        {
            Put("payment-card", string.Concat(SampleValueGenerator.Card(n).Select(unit => (char)(zero + (unit - '0')))));
        }

        foreach (var invisible in new[] { '\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff', '\u200e', '\u0301', '\u034f' })
        {
            Put("payment-card", SampleValueGenerator.Card(n).Insert(7, invisible.ToString()));
            Put("email", SampleValueGenerator.Email(n).Insert(3, invisible.ToString()));
            var token = SampleValueGenerator.Secrets[0](n).Text.Insert(9, invisible.ToString());
            samples.Add(Wrapping.Of("use {v} now").Around("invisible", "github-token", FindingCategory.Secret, "", token));
        }

        Put("email", string.Concat(SampleValueGenerator.Email(n).Select(static unit => (char)(unit + 0xFEE0))));
        Put("iban", string.Concat(SampleValueGenerator.Personal[1](n).Text.Select(static unit => (char)(unit + 0xFEE0))));

        void Put(string kind, string shown) =>
            samples.Add(Wrapping.Of("Please use {v} now.").Around("script", kind, FindingCategory.Personal, "", shown));
    }

    private static void Emails(List<Sample> samples, SeededNumbers n)
    {
        foreach (var (at, dot) in new[]
        {
            (" (at) ", " (dot) "),
            ("(at)", "."),
            (" [at] ", " [dot] "),
            ("[at]", "[dot]"),
            (" at ", " dot "),
            (" AT ", " DOT "),
            ("{at}", "."),
            (" @ ", "."),
            ("@", "[.]"),
            ("\uff20", "."),
            ("%40", "."),
            (" (a) ", ".")
        })
        {
            var email = SampleValueGenerator.Email(n);
            var (local, domain) = (email[..email.IndexOf(
                '@', StringComparison.Ordinal)], email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..]);
            samples.Add(Wrapping.Of("Write to {v} about it").Around(
                "e-mail in words", "email", FindingCategory.Personal, "", local + at + domain.Replace(".", dot, StringComparison.Ordinal)));
        }

        foreach (var place in Wrapping.All(
            "ADMIN_EMAIL={v}", "https://shop.example/?u={v}&next=1", "mailto:{v}?subject=x", "user={v};", "Rosa <{v}>", "'{v}'",
            "email:{v},", "{v}.", "git@x {v}"))
        {
            samples.Add(place.Around("e-mail beside", "email", FindingCategory.Personal, "", SampleValueGenerator.Email(n)));
        }
    }

    private static void Phones(List<Sample> samples, SeededNumbers n)
    {
        string[] shown =
        [
            $"+49 30 {n.Between(2000, 9999)}{n.Digits(4)}", $"+49 160 {n.Between(2000000, 9999999)}",
            $"0049 151 {n.Between(2000, 7999)} {n.Digits(4)}", $"0044 20 7946 0{n.Digits(3)}", $"011 44 20 7946 0{n.Digits(3)}",
            $"+1 (212) {n.Between(200, 899)}-{n.Digits(4)} ext. {n.Digits(3)}", $"(212) {n.Between(200, 899)}-{n.Digits(4)}",
            $"020 7946 0{n.Digits(3)}", $"06 {n.Between(10, 79)} {n.Digits(2)} {n.Digits(2)} {n.Digits(2)}",
            $"0151/{n.Between(2000000, 7999999)}", $"+44 (0)20 7946 0{n.Digits(3)}",
            $"+39 06 698{n.Digits(5)}", $"+34 6{n.Digits(2)} {n.Digits(3)} {n.Digits(3)}", $"+55 11 9{n.Digits(4)}-{n.Digits(4)}",
            $"+81-3-5{n.Digits(3)}-{n.Digits(4)}", $"+91 98{n.Digits(3)} {n.Digits(5)}", $"+1.415.{n.Between(200, 899)}.{n.Digits(4)}",
            $"tel:+4930{n.Between(20000000, 99999999)}",
        ];
        foreach (var phone in shown)
        {
            samples.Add(Wrapping.Of("Phone: {v} today").Around("phone format", "phone", FindingCategory.Personal, "", phone));
            samples.Add(Wrapping.Of("Tel. {v}\n").Around("phone format", "phone", FindingCategory.Personal, "", phone));
        }
    }
}
