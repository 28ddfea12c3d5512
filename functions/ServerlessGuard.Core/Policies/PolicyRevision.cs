using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// The canonical form of a policy and its hash. As in RFC 8785, keys are sorted by UTF-16 code unit and nothing stands
/// between tokens; every default is filled in, durations are seconds, and lists that mean a set are sorted.
/// </summary>
internal static class PolicyRevision
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Of(GuardPolicy policy) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Canonical(policy), Compact)));

    public static JsonNode Canonical(GuardPolicy policy) => Sorted(new JsonObject
    {
        ["version"] = 1,
        ["applications"] = Map(policy.Applications, a => new JsonObject
        {
            ["tier"] = a.Tier,
            ["models"] = Set(a.Models),
            ["callers"] = Set(a.Callers),
            ["tools"] = Set(a.Tools),
            ["restore"] = a.Restore,
            ["callback"] = a.Callback is { } callback
                ? new JsonObject { ["url"] = callback.Url.AbsoluteUri, ["secret"] = callback.Secret }
                : null,
        }),
        ["tiers"] = Map(policy.Tiers, Tier),
        ["tools"] = Map(policy.Tools, t => new JsonObject
        {
            ["effect"] = PolicyEnumNames.Of(t.Effect),
            ["arguments"] = t.Arguments is { } schema ? JsonObject.Create(schema) : null,
            ["otherwise"] = PolicyEnumNames.Of(t.Otherwise),
            ["untrusted"] = PolicyEnumNames.Of(t.Untrusted),
            ["limit"] = t.Limit is { } limit
                ? string.Create(CultureInfo.InvariantCulture, $"{limit.Count}/{limit.Period.TotalSeconds}")
                : null,
        }),
        ["models"] = Map(policy.Models, m => new JsonObject
        {
            ["platform"] = m.Platform,
            ["endpoint"] = m.Endpoint?.AbsoluteUri,
            ["deployment"] = m.Deployment,
            ["standby"] = m.Standby,
            ["probes"] = m.Probes,
            ["resource"] = m.Resource,
        }),
        ["attesters"] = Map(policy.Attesters, a => new JsonObject
        {
            ["key"] = Convert.ToHexStringLower(a.PublicKey.Span),
            ["valid_for"] = a.ValidFor.TotalSeconds,
        }),
        ["credentials"] = Map(policy.Credentials, c => new JsonObject
        {
            ["platform"] = c.Platform,
            ["resource"] = c.Resource,
            ["secret"] = c.Secret,
            ["rotate_every"] = c.RotateEvery.TotalSeconds,
            ["overlap"] = c.Overlap.TotalSeconds,
            ["consumers"] = Set(c.Consumers),
            ["on_leak"] = c.ConfirmLeak ? "confirm" : "rotate",
        }),
        ["engines"] = Map(policy.Engines, e => new JsonObject
        {
            ["url"] = e.Url.AbsoluteUri,
            ["secret"] = e.Secret,
            ["content"] = e.Content,
        }),

        // A capability that nobody has, and one that is not listed, are the same.
        ["access"] = Map(policy.Access.Where(a => a.Value.Count > 0), Set),
        ["connectors"] = Map(policy.Connectors, c => new JsonObject
        {
            ["owner"] = c.Owner,
            ["identity"] = c.Identity,
            ["scopes"] = Set(c.Scopes),
        }),
        ["drills"] = new JsonObject
        {
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{policy.Drills.From:HH:mm}-{policy.Drills.To:HH:mm}"),
            ["budget"] = policy.Drills.Budget,
            ["model"] = policy.Drills.RollbackModel,
            ["bad_name"] = policy.Drills.BadName,
            ["bad_version"] = policy.Drills.BadVersion,
            ["credential"] = policy.Drills.Credential,
            ["grant"] = policy.Drills.Grant,
            ["application"] = policy.Drills.Application,
        },
    })!;

    private static JsonObject Tier(TierPolicy t) => new()
    {
        ["enforce"] = PolicyEnumNames.Of(t.Enforce),
        ["stream"] = PolicyEnumNames.Of(t.Stream),
        ["input"] = Actions(t.Input),
        ["output"] = Actions(t.Output),
        ["review"] = new JsonObject
        {
            ["hold_above"] = t.Review.HoldAbove,
            ["sample"] = t.Review.Sample,
            ["four_eyes"] = t.Review.FourEyes,
            ["sla"] = t.Review.Sla.TotalSeconds,
            ["engine"] = t.Review.Engine,
            ["on_timeout"] = PolicyEnumNames.Of(t.Review.OnTimeout),
        },
        ["retain"] = new JsonObject
        {
            ["content"] = t.Retain.Content.TotalSeconds,
            ["proofs"] = t.Retain.Proofs.TotalSeconds,
        },
        ["on_guard_failure"] = PolicyEnumNames.Of(t.OnGuardFailure),
        ["rollback"] = new JsonObject
        {
            ["alpha"] = t.Rollback.Alpha,
            ["on_unattested"] = PolicyEnumNames.Of(t.Rollback.OnUnattested),
            ["on_shadow"] = PolicyEnumNames.Of(t.Rollback.OnShadow),
            ["drill_every"] = t.Rollback.DrillEvery.TotalSeconds,
            ["restore_within"] = t.Rollback.RestoreWithin.TotalSeconds,
            ["approval"] = t.Rollback.NeedsApproval ? "required" : "none",
        },
    };

    private static readonly JsonSerializerOptions ByName = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    private static JsonNode? Actions<T>(T actions) => JsonSerializer.SerializeToNode(actions, ByName);

    private static JsonObject Map<T>(IEnumerable<KeyValuePair<string, T>> items, Func<T, JsonNode?> value) =>
        new(items.Select(i => KeyValuePair.Create(i.Key, value(i.Value))));

    private static JsonArray Set(IReadOnlyList<string> items) =>
        new([.. items.Order(StringComparer.Ordinal).Select(i => JsonValue.Create(i))]);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o =>
            new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Number(v),
        _ => node?.DeepClone(),
    };

    // 100, 100.0 and 1e2 are one number. Decimal where it is exact, so that large limits do not collapse into one.
    private static JsonNode Number(JsonValue value)
    {
        var text = value.ToJsonString();
        var near = double.Parse(text, CultureInfo.InvariantCulture);
        var isExact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (double)exact == near;
        return JsonNode.Parse(isExact ? PolicyErrorPhrases.Number(exact) : near.ToString("R", CultureInfo.InvariantCulture))!;
    }
}
