using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// The canonical form of a policy and its hash. As in RFC 8785, keys are sorted by UTF-16 code unit and nothing stands
/// between tokens; durations are seconds, and lists that mean a set are sorted.
/// </summary>
/// <remarks>
/// A field is in the canonical form only where it is set: null, an empty set and an empty section leave no trace. Fields of the first
/// schema that have a default are always set, to the value in force, so that a later change of the default is seen as a change. A field
/// that comes later is null in the snapshot (or here) unless the policy sets it, even where it has a default, so that it changes the
/// revision of no policy that does not use it. <c>PolicyRevisionTests</c> holds the form of the smallest policy: a new field that appears
/// there breaks this rule.
/// </remarks>
internal static class PolicyRevision
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Of(GuardPolicy policy) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(policy).ToJsonString(Compact))));

    public static JsonNode Canonical(GuardPolicy policy) => Sorted(Fields(new()
    {
        ["version"] = 1,
        ["applications"] = Map(policy.Applications, a => Fields(new()
        {
            ["tier"] = a.Tier,
            ["models"] = Set(a.Models),
            ["callers"] = Set(a.Callers),
            ["tools"] = Set(a.Tools),
            ["rules"] = Map(a.Rules, Tool),
            ["fields"] = Set(a.Fields),
            ["limits"] = Fields(new() { ["requests"] = Rate(a.Limits?.Requests), ["tokens"] = Rate(a.Limits?.Tokens) }),
            ["restore"] = a.Restore,
            ["callback"] = a.Callback is { } callback
                ? new JsonObject { ["url"] = callback.Url.AbsoluteUri, ["secret"] = callback.Secret }
                : null,
        })),
        ["tiers"] = Map(policy.Tiers, Tier),
        ["tools"] = Map(policy.Tools, Tool),
        ["tasks"] = Map(policy.Tasks, static task => Set(task.Tools)),
        ["lists"] = Map(policy.Lists, static list => Set([.. list.Values])),
        ["models"] = Map(policy.Models, m => Fields(new()
        {
            ["platform"] = m.Platform,
            ["endpoint"] = m.Endpoint?.AbsoluteUri,
            ["deployment"] = m.Deployment,
            ["standby"] = m.Standby,
            ["probes"] = m.Probes,
            ["resource"] = m.Resource,
            ["key_env"] = m.KeyVariable,
            ["timeout"] = m.Timeout?.TotalSeconds,
            ["fallback"] = m.Fallback.Count > 0 ? string.Join(' ', m.Fallback) : null, // their order counts
        })),
        ["attesters"] = Map(policy.Attesters, a => Fields(new()
        {
            ["key"] = Convert.ToHexStringLower(a.PublicKey.Span),
            ["valid_for"] = a.ValidFor.TotalSeconds,
        })),
        ["credentials"] = Map(policy.Credentials, c => Fields(new()
        {
            ["platform"] = c.Platform,
            ["resource"] = c.Resource,
            ["secret"] = c.Secret,
            ["rotate_every"] = c.RotateEvery.TotalSeconds,
            ["overlap"] = c.Overlap.TotalSeconds,
            ["consumers"] = Set(c.Consumers),
            ["on_leak"] = c.ConfirmLeak ? "confirm" : "rotate",
        })),
        ["engines"] = Map(policy.Engines, e => Fields(new()
        {
            ["url"] = e.Url.AbsoluteUri,
            ["secret"] = e.Secret,
            ["content"] = e.Content,
        })),

        // A capability that nobody has, and one that is not listed, are the same.
        ["access"] = Map(policy.Access.Where(a => a.Value.Count > 0), Set),
        ["connectors"] = Map(policy.Connectors, c => Fields(new()
        {
            ["owner"] = c.Owner,
            ["identity"] = c.Identity,
            ["scopes"] = Set(c.Scopes),
            ["tools"] = Set(c.Tools),
            ["destinations"] = Set(c.Destinations),
        })),
        ["drills"] = Fields(new()
        {
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{policy.Drills.From:HH:mm}-{policy.Drills.To:HH:mm}"),
            ["budget"] = policy.Drills.Budget,
            ["model"] = policy.Drills.RollbackModel,
            ["bad_name"] = policy.Drills.BadName,
            ["bad_version"] = policy.Drills.BadVersion,
            ["credential"] = policy.Drills.Credential,
            ["grant"] = policy.Drills.Grant,
            ["application"] = policy.Drills.Application,
        }),
        ["detection"] = Detection(policy.Detection),
        ["monitoring"] = Monitoring(policy.Monitoring),
    }))!;

    private static JsonValue? Rate(RateLimit? limit) => limit is { } rate
        ? JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{rate.Count}/{rate.Period.TotalSeconds}"))
        : null;

    private static JsonObject? Tool(ToolPolicy t) => Fields(new()
    {
        ["effect"] = PolicyEnumNames.Of(t.Effect),
        ["arguments"] = t.Arguments is { } schema ? JsonObject.Create(schema) : null,
        ["otherwise"] = PolicyEnumNames.Of(t.Otherwise),
        ["untrusted"] = PolicyEnumNames.Of(t.Untrusted),
        ["limit"] = Rate(t.Limit),
        ["from"] = Map(t.From, static sources => Set([.. sources.Select(static source => source.ToString())])),
        ["trusted"] = t.Trusted ? JsonValue.Create(true) : Set(t.TrustedFields),
        ["always"] = t.AlwaysReview ? "review" : null,
        ["never_after"] = Set(t.NeverAfter),
        ["at_most"] = t.AtMost,
        ["destinations"] = Set(t.Destinations),
        ["spend"] = t.Spend is { } spend
            ? new JsonObject { ["argument"] = spend.Argument, ["most"] = spend.Most, ["per"] = spend.Per.TotalSeconds }
            : null,
        ["definition"] = t.Definition,
        ["restore"] = Set(t.Restore),
    });

    private static JsonObject? Tier(TierPolicy t) => Fields(new()
    {
        ["enforce"] = PolicyEnumNames.Of(t.Enforce),
        ["stream"] = PolicyEnumNames.Of(t.Stream),
        ["input"] = Actions(t.Input),
        ["output"] = Actions(t.Output),
        ["review"] = Fields(new()
        {
            ["hold_above"] = t.Review.HoldAbove,
            ["sample"] = t.Review.Sample,
            ["four_eyes"] = t.Review.FourEyes,
            ["confirm"] = t.Review.UserConfirms ? "user" : null,
            ["sla"] = t.Review.Sla.TotalSeconds,
            ["engine"] = t.Review.Engine,
            ["on_timeout"] = PolicyEnumNames.Of(t.Review.OnTimeout),
        }),
        ["retain"] = Fields(new()
        {
            ["content"] = t.Retain.Content.TotalSeconds,
            ["proofs"] = t.Retain.Proofs.TotalSeconds,
        }),
        ["on_guard_failure"] = PolicyEnumNames.Of(t.OnGuardFailure),
        ["max_inspected"] = t.MaxInspected,
        ["tasks"] = t.NeedsTask ? "required" : null,
        ["on_denied_call"] = t.OnDeniedCall is { } denied ? PolicyEnumNames.Of(denied) : null,
        ["media"] = t.Media is { } media ? PolicyEnumNames.Of(media) : null,
        ["rollback"] = Fields(new()
        {
            ["alpha"] = t.Rollback.Alpha,
            ["on_unattested"] = PolicyEnumNames.Of(t.Rollback.OnUnattested),
            ["on_shadow"] = PolicyEnumNames.Of(t.Rollback.OnShadow),
            ["drill_every"] = t.Rollback.DrillEvery.TotalSeconds,
            ["restore_within"] = t.Rollback.RestoreWithin.TotalSeconds,
            ["approval"] = t.Rollback.NeedsApproval ? "required" : "none",
        }),
    });

    private static JsonObject? Kinds(IReadOnlyDictionary<string, GuardAction>? kinds) => Fields(
        new((kinds ?? new Dictionary<string, GuardAction>()).Select(static kind =>
            KeyValuePair.Create<string, JsonNode?>(kind.Key, PolicyEnumNames.Of(kind.Value)))));

    private static JsonObject? Detection(DetectionPolicy detection) => Fields(new()
    {
        ["rules"] = Fields(new(detection.Rules.Select(static rule => KeyValuePair.Create<string, JsonNode?>(rule.Id, new JsonObject
        {
            ["kind"] = rule.Kind,
            ["category"] = PolicyEnumNames.Of(rule.Category),
            ["pattern"] = rule.Pattern,
            ["ignore_case"] = rule.IgnoreCase,
            ["context"] = Set(rule.Context),
            ["confidence"] = rule.Confidence,
        })))),
        ["exceptions"] = detection.Exceptions.Count == 0 ? null : new JsonArray([.. detection.Exceptions.Select(static one => new JsonObject
        {
            ["of"] = one.Subject,
            ["value"] = one.Value,
            ["pattern"] = one.Pattern?.ToString(),
            ["applications"] = Set(one.Applications),
            ["owner"] = one.Owner,
            ["reason"] = one.Reason,
            ["expires"] = one.Expires.ToString("O", CultureInfo.InvariantCulture),
        })]),
    });

    private static JsonObject? Monitoring(MonitoringPolicy monitoring) => Fields(new()
    {
        ["average_run"] = monitoring.AverageRun?.TotalSeconds,
        ["baseline"] = monitoring.Baseline?.TotalSeconds,
        ["baseline_interactions"] = monitoring.BaselineInteractions,
        ["off"] = Set(monitoring.Off),
        ["misuse"] = Map(monitoring.Misuse, static response => PolicyEnumNames.Of(response)),
        ["throttle"] = Rate(monitoring.Throttle),
        ["expect"] = Map(monitoring.Expect, static within => within.TotalSeconds),
    });

    private static JsonObject? Actions(InputActions a) => Fields(new()
    {
        ["personal"] = PolicyEnumNames.Of(a.Personal),
        ["secrets"] = PolicyEnumNames.Of(a.Secrets),
        ["injection"] = PolicyEnumNames.Of(a.Injection),
        ["names"] = a.Names,
        ["dates"] = a.Dates ? true : null,
        ["kinds"] = Kinds(a.Kinds),
        ["injection_above"] = a.InjectionAbove,
    });

    private static JsonObject? Actions(OutputActions a) => Fields(new()
    {
        ["personal"] = PolicyEnumNames.Of(a.Personal),
        ["secrets"] = PolicyEnumNames.Of(a.Secrets),
        ["markup"] = PolicyEnumNames.Of(a.Markup),
        ["leakage"] = PolicyEnumNames.Of(a.Leakage),
        ["names"] = a.Names,
        ["dates"] = a.Dates ? true : null,
        ["kinds"] = Kinds(a.Kinds),
    });

    /// <summary>The fields that are set; null when none is. A tool's schema does not come here: null and empty are values there.</summary>
    private static JsonObject? Fields(JsonObject fields)
    {
        foreach (var name in fields.Where(static field => field.Value is null).Select(static field => field.Key).ToList())
        {
            fields.Remove(name);
        }

        return fields.Count > 0 ? fields : null;
    }

    /// <summary>Null when there are no items. An item stays, though nothing of it may be set.</summary>
    private static JsonObject? Map<T>(IEnumerable<KeyValuePair<string, T>> items, Func<T, JsonNode?> value) =>
        Fields(new(items.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, value(i.Value) ?? new JsonObject()))));

    private static JsonArray? Set(IReadOnlyList<string> items) =>
        items.Count > 0 ? new([.. items.Order(StringComparer.Ordinal).Select(i => JsonValue.Create(i))]) : null;

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
