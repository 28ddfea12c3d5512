using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>A tool that models may call, and within which limits.</summary>
public sealed record ToolPolicy
{
    public required string Id { get; init; }

    public required ToolEffect Effect { get; init; }

    /// <summary>JSON Schema (draft-07) of the arguments; null accepts any object.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>The action when the arguments do not satisfy the schema: Block (default) or Hold.</summary>
    public GuardAction Otherwise { get; init; } = GuardAction.Block;

    /// <summary>The action when an argument has no source that may fill it: Allow, Hold (default) or Block.</summary>
    public GuardAction Untrusted { get; init; } = GuardAction.Hold;

    /// <summary>Calls allowed per period; null for no limit.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>An argument's name -> the sources that may fill it; an argument that is not named has the default of its kind.</summary>
    public FrozenDictionary<string, IReadOnlyList<ValueSource>> From { get; init; } =
        FrozenDictionary<string, IReadOnlyList<ValueSource>>.Empty;

    /// <summary>Its results are the user's own data: they may fill arguments, and are nothing from outside.</summary>
    public bool Trusted { get; init; }

    /// <summary>Fields of its results that may fill arguments, though the results are from outside.</summary>
    public IReadOnlyList<string> TrustedFields { get; init; } = [];

    /// <summary>Every call waits for a person.</summary>
    public bool AlwaysReview { get; init; }

    /// <summary>It may not be called once one of these was, in a conversation.</summary>
    public IReadOnlyList<string> NeverAfter { get; init; } = [];

    /// <summary>Calls allowed in one conversation; null for any number.</summary>
    public int? AtMost { get; init; }

    /// <summary>The only hosts, addresses and domains that its arguments may name; empty for any.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>The most that the calls may spend in a sliding period; null for any amount.</summary>
    public SpendLimit? Spend { get; init; }

    /// <summary>
    /// Arguments of a tool that sends in which tokens are turned back, where the user said the value and the destination is one of
    /// <see cref="Destinations"/>; empty for none.
    /// </summary>
    public IReadOnlyList<string> Restore { get; init; } = [];

    /// <summary>The connector that runs it; null where no connector names it.</summary>
    public string? Connector { get; init; }

    /// <summary>The SHA-256 of the definition under which it may be offered to a model; null for any.</summary>
    public string? Definition { get; init; }
}

/// <summary>The worst that a call can do.</summary>
public enum ToolEffect
{
    [JsonStringEnumMemberName("read")]
    Read,

    [JsonStringEnumMemberName("write")]
    Write,

    [JsonStringEnumMemberName("send")]
    Send,
}

/// <summary>So much of an argument's amount in a sliding period: <c>{ argument: amount, most: 1000, per: 24h }</c>.</summary>
public sealed record SpendLimit(string Argument, decimal Most, TimeSpan Per);

/// <summary>The values that <c>list:NAME</c> stands for.</summary>
public sealed record ListPolicy(string Id, FrozenSet<string> Values);

/// <summary>Somebody who may name a value.</summary>
/// <param name="Name">Of a tool or list.</param>
/// <param name="Field">Of a tool's result, else null.</param>
public sealed record ValueSource(ValueSourceKind Kind, string? Name = null, string? Field = null)
{
    /// <summary>As the policy writes it: <c>user</c>, <c>tool:NAME</c>, <c>tool:NAME#FIELD</c>, <c>list:NAME</c>.</summary>
    public static ValueSource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("list:", StringComparison.Ordinal))
        {
            return new ValueSource(ValueSourceKind.List, text[5..]);
        }

        if (text.StartsWith("tool:", StringComparison.Ordinal))
        {
            var field = text.IndexOf('#', StringComparison.Ordinal);
            return field < 0
                ? new ValueSource(ValueSourceKind.Tool, text[5..])
                : new ValueSource(ValueSourceKind.Tool, text[5..field], text[(field + 1)..]);
        }

        return new ValueSource(PolicyEnumNames.Read(text, ValueSourceKind.Any));
    }

    public override string ToString() => Kind switch
    {
        ValueSourceKind.List => "list:" + Name,
        ValueSourceKind.Tool => Field is null ? "tool:" + Name : $"tool:{Name}#{Field}",
        _ => PolicyEnumNames.Of(Kind),
    };
}

/// <summary>The kinds of sources.</summary>
public enum ValueSourceKind
{
    /// <summary>The user's messages.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>The application's instructions.</summary>
    [JsonStringEnumMemberName("system")]
    System,

    /// <summary>The model itself: anything that does not come from an untrusted result.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>Any source at all.</summary>
    [JsonStringEnumMemberName("any")]
    Any,

    /// <summary>Results of tools, and fields of results, that the policy trusts.</summary>
    [JsonStringEnumMemberName("trusted")]
    TrustedTools,

    /// <summary>Results of one tool.</summary>
    [JsonStringEnumMemberName("tool")]
    Tool,

    /// <summary>A list of the policy.</summary>
    [JsonStringEnumMemberName("list")]
    List,
}
