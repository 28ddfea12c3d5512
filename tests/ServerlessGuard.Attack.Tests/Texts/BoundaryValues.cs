using ServerlessGuard.Detection;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>
/// The examples of every rule for secrets and personal data whose match is the value itself, with a character beside it that is no part of
/// it. Where a name before the value belongs to the match, a character between the two is part of it.
/// </summary>
internal static class BoundaryValues
{
    /// <summary>Letters of other scripts, underscores, escapes, controls, characters that are not seen, and marks.</summary>
    private static readonly string[] Neighbours =
    [
        "я", "λ", "א", "ع", "अ", "ก", "가", "中", "あ", "ア", "ა", "ա", "አ", "_", "__", "\\n", "\\t", "\\u000a", "\\u00a0", "\\r\\n", "\\\"",
        "\u0001", "\u001f", "\u007f", "\u0085", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u061c",
        "\u2061",
        "\u202e", "\u2066", "\ufe0f", "\u3164", "\u115f", "\U000E0041", "*", "~", "`", "\"", "'", "|", ">", "<", ",", ";", ")", "\u3002",
        "\u2026",
    ];

    /// <summary>Kinds without a form that stands out: beside an underscore, or letters, they may be part of a name.</summary>
    private static readonly HashSet<string> Plain =
    [
        .. "009 012 015 016 017 023 032 081 118 119 142 196 197 203 210 230 236 243 247 248".Split(' ').Select(static id => "SG-PII-" + id),
    ];

    private static readonly (string Rule, string Text, int Start, int End)[] Examples =
    [
        .. RuleCatalogue.All.Where(static rule => rule.Category is FindingCategory.Secret or FindingCategory.Personal)
            .Where(static rule => !rule.Pattern.Contains("(?<v>", StringComparison.Ordinal) && !Plain.Contains(rule.Id))
            .SelectMany(static rule => rule.Positives.Select(positive => (rule.Id, RuleProof.Unmark(positive))))
            .Where(static one => one.Item2 is not null)
            .Select(static one => (one.Id, one.Item2!.Value.Text, one.Item2.Value.Start, one.Item2.Value.End)),
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Examples.Length * Neighbours.Length * 2;

    public static IEnumerable<(string Name, string Text, string Value)> Some(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var at = count >= Count ? i % Count : random.Next(Count);
            var (rule, text, start, end) = Examples[at / 2 / Neighbours.Length];
            var neighbour = Neighbours[at / 2 % Neighbours.Length];
            var place = at % 2 == 0 ? start : end;
            yield return (
                $"{rule} {(at % 2 == 0 ? "behind" : "before")} {string.Join(' ', neighbour.Select(static unit => $"U+{(int)unit:X4}"))}",
                text.Insert(place, neighbour), text[start..end]);
        }
    }
}
