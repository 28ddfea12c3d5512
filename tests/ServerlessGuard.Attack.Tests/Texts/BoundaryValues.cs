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

    private static readonly string[] Letters = Neighbours[..13];
    private static readonly string[] Sides = ["behind", "before"];

    /// <summary>
    /// Where a character beside a value makes another word or another sentence of it, so that the value may be missed. By rule, with the
    /// character and the side: beside everything else these rules' values are found as all others are.
    /// </summary>
    private static readonly (string Why, string[] Neighbours, string Sides, string[] Rules)[] OtherWords =
    [
        ("A word of letters and digits beside an underscore is part of a name.", ["_", "__"], "behind before",
            Ids("012 015 016 017 032 081 118 119 142 196 197 230 236 243")),
        ("An address of IPv6 may have a scope behind it, which an underscore is part of.", ["_", "__"], "before", Ids("009")),
        ("The word that ends a street goes on with the letter.", [.. Letters, "_", "__"], "before", Ids("023")),
        ("The letters that begin a number plate go on before it.", Letters, "behind", Ids("203 210")),
        ("The word that names the number counts in its own sentence, which three dots end.", ["\u2026"], "behind", Ids("247 248")),
    ];

    private static readonly (string Rule, string Text, int Start, int End)[] Examples =
    [
        .. RuleCatalogue.All.Where(static rule => rule.Category is FindingCategory.Secret or FindingCategory.Personal)
            .Where(static rule => !rule.Pattern.Contains("(?<v>", StringComparison.Ordinal))
            .SelectMany(static rule => rule.Positives.Select(positive => (rule.Id, RuleProof.Unmark(positive))))
            .Where(static one => one.Item2 is not null)
            .Select(static one => (one.Id, one.Item2!.Value.Text, one.Item2.Value.Start, one.Item2.Value.End)),
    ];

    private static readonly BoundaryAttempt[] All =
    [
        .. Examples.SelectMany(static example => Neighbours.SelectMany(neighbour => Sides.Select(side => new BoundaryAttempt(
            $"{example.Rule} {side} {string.Join(' ', neighbour.Select(static unit => $"U+{(int)unit:X4}"))}",
            example.Text.Insert(side == "behind" ? example.Start : example.End, neighbour),
            example.Text[example.Start..example.End],
            OtherWords.FirstOrDefault(one => one.Rules.Contains(example.Rule) && one.Neighbours.Contains(neighbour)
                && one.Sides.Contains(side, StringComparison.Ordinal)).Why)))),
    ];

    private static readonly BoundaryAttempt[] Clear = [.. All.Where(static one => one.OtherWord is null)];

    /// <summary>How many there are.</summary>
    public static int Count => Clear.Length;

    /// <summary>Those that may be missed.</summary>
    public static IEnumerable<BoundaryAttempt> Ambiguous => All.Where(static one => one.OtherWord is not null);

    public static IEnumerable<(string Name, string Text, string Value)> Some(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var one = Clear[count >= Count ? i % Count : random.Next(Count)];
            yield return (one.Name, one.Text, one.Value);
        }
    }

    private static string[] Ids(string numbers) => [.. numbers.Split(' ').Select(static id => "SG-PII-" + id)];
}

/// <summary>A value with a character beside it.</summary>
/// <param name="Name">The rule, the side of the character and the character.</param>
/// <param name="Text">The text.</param>
/// <param name="Value">The text that must be found.</param>
/// <param name="OtherWord">Why it may be missed; null where it may not.</param>
internal sealed record BoundaryAttempt(string Name, string Text, string Value, string? OtherWord);
