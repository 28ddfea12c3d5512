using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The tokens that a model says it read and wrote, as facts of the closing entry.</summary>
internal static class TokenUsage
{
    private static readonly (string Fact, (string Chat, string Others) Names)[] Counts =
    [
        ("usage.input", ("prompt_tokens", "input_tokens")),
        ("usage.output", ("completion_tokens", "output_tokens")),
    ];

    /// <summary>Takes what an answer says.</summary>
    /// <param name="before">What the model used in earlier rounds of the interaction; null where there was none.</param>
    public static void Read(JsonObject answer, Dictionary<string, string> facts, IReadOnlyDictionary<string, long>? before)
    {
        if (answer["usage"] is not JsonObject usage)
        {
            return;
        }

        foreach (var (fact, names) in Counts)
        {
            if ((GatewayJson.Number(usage, names.Chat) ?? GatewayJson.Number(usage, names.Others)) is { } count)
            {
                facts[fact] = ((before?.GetValueOrDefault(fact) ?? 0) + count).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>What was used so far.</summary>
    public static IReadOnlyDictionary<string, long> Of(Dictionary<string, string> facts) =>
        Counts.ToDictionary(static one => one.Fact, one => Number(facts, one.Fact));

    /// <summary>As the model says; where it says nothing, as many as its bytes usually are.</summary>
    public static long Total(Dictionary<string, string> facts)
    {
        var told = Counts.Sum(one => Number(facts, one.Fact));
        return told > 0
            ? told
            : (facts.Keys.Where(static fact => fact.EndsWith(".bytes", StringComparison.Ordinal)).Sum(fact => Number(facts, fact)) + 3) / 4;
    }

    /// <summary>A fact that is a number; 0 where it is not there.</summary>
    public static long Number(Dictionary<string, string> facts, string fact) =>
        long.TryParse(facts.GetValueOrDefault(fact), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
