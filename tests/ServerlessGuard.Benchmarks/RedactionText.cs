using System.Globalization;
using System.Text;

namespace ServerlessGuard.Benchmarks;

/// <summary>Seeded text as it comes in practice: prose, logs, code and chats, with a value that a rule finds every one to two kilobytes.</summary>
internal sealed class RedactionText(int seed)
{
    private static readonly string[] Words =
    [
        "the", "customer", "asked", "whether", "claim", "could", "be", "settled", "before", "end", "of", "month", "and", "we", "answered", "that",
        "an", "assessor", "needs", "two", "days", "for", "report", "in", "most", "cases", "payment", "follows", "within", "a", "week", "after", "it",
        "policy", "covers", "water", "damage", "but", "not", "flood", "unless", "cover", "was", "added", "to", "contract", "last", "year", "résumé", "naïve",
    ];

    private ulong state = (ulong)seed * 2654435761 + 1;

    /// <summary>About <paramref name="bytes"/> bytes.</summary>
    public byte[] Make(int bytes)
    {
        var text = new StringBuilder(bytes);
        var nextFinding = 1024;
        while (text.Length < bytes)
        {
            switch (Next(4))
            {
                case 0:
                    Prose(text);
                    break;
                case 1:
                    Log(text);
                    break;
                case 2:
                    Code(text);
                    break;
                default:
                    Chat(text);
                    break;
            }

            if (text.Length >= nextFinding)
            {
                Finding(text);
                nextFinding = text.Length + 1024 + Next(1024);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Prose(StringBuilder text)
    {
        for (var sentence = 2 + Next(4); sentence > 0; sentence--)
        {
            Sentence(text, 6 + Next(14));
            text.Append(". ");
        }

        text.Append("\n\n");
    }

    private void Log(StringBuilder text)
    {
        for (var line = 2 + Next(5); line > 0; line--)
        {
            text.Append(CultureInfo.InvariantCulture, $"2026-03-{1 + Next(28):00}T{Next(24):00}:{Next(60):00}:{Next(60):00}.{Next(1000):000}Z INFO request={Next(1 << 30):x8} path=/claims/{Next(100000)} status=200 ms={Next(900)}\n");
        }
    }

    private void Code(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"public decimal Share{Next(1000)}(IReadOnlyList<Claim> claims, int days)\n{{\n");
        text.Append("    var total = claims.Where(claim => claim.Days <= days).Sum(claim => claim.Amount);\n    return total / Math.Max(1, claims.Count);\n}\n\n");
    }

    private void Chat(StringBuilder text)
    {
        text.Append("User: ");
        Sentence(text, 5 + Next(20));
        text.Append("?\nAssistant: ");
        Sentence(text, 10 + Next(30));
        text.Append(".\n");
    }

    private void Finding(StringBuilder text)
    {
        switch (Next(4))
        {
            case 0:
                text.Append(CultureInfo.InvariantCulture, $"Write to {Word()}.{Word()}{Next(1000)}@example.com about it.\n");
                break;
            case 1:
                text.Append("My card is 4111 1111 1111 1111, please check.\n");
                break;
            case 2:
                text.Append(CultureInfo.InvariantCulture, $"host 10.{Next(256)}.{Next(256)}.{Next(256)} refused the connection\n");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"Call +44 20 7946 0{Next(1000):000} today.\n");
                break;
        }
    }

    private void Sentence(StringBuilder text, int words)
    {
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(Word());
        }
    }

    private string Word() => Words[Next(Words.Length)];

    // splitmix64: the text is the same everywhere, and no cryptography is wanted here.
    private int Next(int below)
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }
}
