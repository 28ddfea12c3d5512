using System.Text.RegularExpressions;

namespace ServerlessGuard.Testing.Telemetry;

/// <summary>A word of a query. Kind: n name, s string, d number, t timespan, o operator.</summary>
internal readonly partial record struct KqlToken(char Kind, string Text)
{
    public static IReadOnlyList<KqlToken> Split(string query)
    {
        var tokens = new List<KqlToken>();
        var end = 0;
        foreach (Match match in Words().Matches(query))
        {
            if (query[end..match.Index].Trim().Length > 0)
            {
                throw new FormatException($"The query has a character that this reader does not know: {query[end..match.Index]}");
            }

            end = match.Index + match.Length;
            tokens.Add(match switch
            {
                _ when match.Groups["s"].Success => new('s', match.Groups["s"].Value),
                _ when match.Groups["t"].Success => new('t', match.Value),
                _ when match.Groups["d"].Success => new('d', match.Value),
                _ when match.Groups["n"].Success => new('n', match.Value),
                _ => new('o', match.Value),
            });
        }

        return tokens;
    }

    [GeneratedRegex("""
        "(?<s>[^"]*)"|(?<t>[0-9]+[smhd]\b)|(?<d>[0-9]+(?:\.[0-9]+)?)|(?<n>[A-Za-z_][A-Za-z0-9_]*)|!in|==|!=|>=|<=|[-><=,()|\[\].:]
        """, RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Words();
}
