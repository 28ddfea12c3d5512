using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The facts of an interaction's closing entry, and the numbers among them. Used by one request.</summary>
internal sealed class InteractionFacts
{
    private const int Usual = 16;

    private static readonly (string Fact, (string Chat, string Others) Names)[] UsageNames =
    [
        ("usage.input", ("prompt_tokens", "input_tokens")),
        ("usage.output", ("completion_tokens", "output_tokens")),
    ];

    private readonly Dictionary<string, string> _values = new(Usual);
    private Dictionary<string, long>? _usedBefore;

    public IReadOnlyDictionary<string, string> Values => _values;

    public string this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>A fact as a number; 0 where it is none.</summary>
    public long Number(string fact) =>
        long.TryParse(_values.GetValueOrDefault(fact), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The tokens that the model says it read and wrote; each word of a round stands in place of the one before.</summary>
    public void Use(JsonObject usage)
    {
        foreach (var (fact, names) in UsageNames)
        {
            if ((GatewayJson.Number(usage, names.Chat) ?? GatewayJson.Number(usage, names.Others)) is { } count)
            {
                _values[fact] = ((_usedBefore?.GetValueOrDefault(fact) ?? 0) + count).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>The model is asked again: what it used so far counts beside what it will use.</summary>
    public void NextRound(int number)
    {
        foreach (var (fact, _) in UsageNames)
        {
            (_usedBefore ??= [])[fact] = Number(fact);
        }

        _values["rounds"] = number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Tokens as the model says; where it says nothing, as many as its bytes usually are.</summary>
    public long Tokens()
    {
        var told = UsageNames.Where(one => _values.ContainsKey(one.Fact)).Sum(one => Number(one.Fact));
        return told > 0 ? told : (_values.Keys.Where(static fact => fact.EndsWith(".bytes", StringComparison.Ordinal)).Sum(Number) + 3) / 4;
    }

    /// <summary>How often each kind was found, by the side on which it was.</summary>
    public static IReadOnlyDictionary<string, int> Findings(FindingCounts input, FindingCounts output)
    {
        if (input.Kinds.Count + output.Kinds.Count == 0)
        {
            return AuditEntry.NoFindings;
        }

        var findings = new Dictionary<string, int>();
        foreach (var (prefix, counts) in (ReadOnlySpan<(string, FindingCounts)>)[("input.", input), ("output.", output)])
        {
            foreach (var (kind, count) in counts.Kinds)
            {
                findings[prefix + kind] = count;
            }
        }

        return findings;
    }
}
