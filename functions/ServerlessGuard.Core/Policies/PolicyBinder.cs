using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>Makes the snapshot from a tree without errors. Defaults are the records' own.</summary>
internal static class PolicyBinder
{
    public static GuardPolicy Bind(JObject root)
    {
        var (models, tools) = (root.Entries("models")
            .Select(static m => m.Key)
            .ToList(), root.Entries("tools").Select(static t => t.Key).ToList());
        var connectors = root.Objects("connectors").Select(Connector).ToList();
        var runs = connectors.SelectMany(static connector => connector.Tools, static (connector, tool) => (connector, tool))
            .ToDictionary(static one => one.tool, static one => one.connector, StringComparer.Ordinal);
        var policy = new GuardPolicy
        {
            RevisionId = "",
            Applications = root.Objects("applications")
                .Select(a => Application(a, models, tools) with { Rules = ToolPolicyBinder.Tools(a, "rules", runs) })
                .ToFrozenDictionary(a => a.Id, StringComparer.Ordinal),
            Tiers = root.Entries("tiers").Select(t => Tier(t.Key, t.Value)).ToFrozenDictionary(t => t.Id, StringComparer.Ordinal),
            Tools = ToolPolicyBinder.Tools(root, "tools", runs),
            Tasks = ToolPolicyBinder.Tasks(root),
            Lists = ToolPolicyBinder.Lists(root),
            Models = root.Entries("models").Select(m => Model(m.Key, m.Value)).ToFrozenDictionary(m => m.Id, StringComparer.Ordinal),
            Attesters = root.Objects("attesters").Select(Attester).ToFrozenDictionary(a => a.Id, StringComparer.Ordinal),
            Credentials = root.Objects("credentials").Select(Credential).ToFrozenDictionary(c => c.Id, StringComparer.Ordinal),
            Engines = root.Objects("engines").Select(Engine).ToFrozenDictionary(e => e.Id, StringComparer.Ordinal),
            Access = (root.Object("access") ?? [])
                .Properties()
                .ToFrozenDictionary(p => p.Name, p => (IReadOnlyList<string>)Texts(root.Object("access")!, p.Name), StringComparer.Ordinal),
            Connectors = connectors.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal),
            Drills = Drills(root.Object("drills") ?? []),
            Detection = DetectionBinder.Bind(root.Object("detection") ?? []),
            Monitoring = Monitoring(root.Object("monitoring") ?? []),
        };
        return policy with { RevisionId = PolicyRevision.Of(policy) };
    }

    private static DrillPolicy Drills(JObject o)
    {
        var window = o.Text("window")?.Split('-') ?? ["00:00", "00:00"];
        return new()
        {
            From = TimeOnly.ParseExact(window[0], "HH:mm", CultureInfo.InvariantCulture),
            To = TimeOnly.ParseExact(window[1], "HH:mm", CultureInfo.InvariantCulture),
            Budget = (int)(o.Number("budget") ?? new DrillPolicy().Budget),
            RollbackModel = o.Object("rollback")?.Text("model"),
            BadName = o.Object("rollback")?.Text("bad_name"),
            BadVersion = o.Object("rollback")?.Text("bad_version"),
            Credential = o.Object("revocation")?.Text("credential"),
            Grant = o.Object("revocation")?.Text("grant"),
            Application = o.Object("incident")?.Text("application"),
        };
    }

    private static MonitoringPolicy Monitoring(JObject o) => new()
    {
        AverageRun = o.Duration("average_run"),
        Baseline = o.Duration("baseline"),
        BaselineInteractions = (int?)o.Number("baseline_interactions"),
        Off = Texts(o, "off"),
        Misuse = (o.Object("misuse") ?? []).Properties()
            .ToFrozenDictionary(p => p.Name, p => PolicyEnumNames.Read((string?)p.Value, MisuseResponse.Alert), StringComparer.Ordinal),
        Throttle = Rate(o, "throttle"),
        Expect = (o.Object("expect") ?? []).Properties()
            .ToFrozenDictionary(p => p.Name, p => o.Object("expect")!.Duration(p.Name)!.Value, StringComparer.Ordinal),
    };

    private static ApplicationPolicy Application(JObject o, IReadOnlyList<string> models, IReadOnlyList<string> tools) => new()
    {
        Id = o.Text("id")!,
        Tier = o.Text("tier")!,
        Models = PolicyWildcards.Expand(Texts(o, "models"), models),
        Callers = Texts(o, "callers"),
        Tools = PolicyWildcards.Expand(Texts(o, "tools"), tools),
        Fields = Texts(o, "fields"),
        Limits = o.Object("limits") is { } limits ? new CallerLimits(Rate(limits, "requests"), Rate(limits, "tokens")) : null,
        Restore = o.IsTrue("restore"),
        Callback = o.Object("callback") is { } callback
            ? new CallbackPolicy(new Uri(callback.Text("url")!), callback.Text("secret")!)
            : null,
    };

    private static RateLimit? Rate(JObject o, string name) => PolicyUnits.TryRate(o.Text(name), out var rate) ? rate : null;

    private static TierPolicy Tier(string id, JObject o) => new()
    {
        Id = id,
        Enforce = PolicyEnumNames.Read(o.Text("enforce"), EnforceMode.Enforce),
        Stream = PolicyEnumNames.Read(o.Text("stream"), StreamMode.Buffered),
        Input = Input(o.Object("input") ?? []),
        Output = Output(o.Object("output") ?? []),
        Review = Review(o.Object("review") ?? []),
        Retain = Retain(o.Object("retain") ?? []),
        OnGuardFailure = PolicyEnumNames.Read(o.Text("on_guard_failure"), FailureMode.Closed),
        Rollback = Rollback(o.Object("rollback") ?? []),
        MaxInspected = (long?)o.Number("max_inspected"),
        NeedsTask = o.Text("tasks") == "required",
        OnDeniedCall = o.Text("on_denied_call") is { } denied ? PolicyEnumNames.Read(denied, DeniedCallMode.End) : null,
        Media = o.Text("media") is { } media ? PolicyEnumNames.Read(media, MediaMode.Block) : null,
    };

    /// <summary>The schema's own keys are categories and switches; what else is there names a kind.</summary>
    private static Dictionary<string, GuardAction>? Kinds(JObject o)
    {
        var kinds = PolicyRules.KindsIn(o)
            .ToDictionary(
                static kind => kind.Name,
                static kind => PolicyEnumNames.Read((string?)kind.Value, GuardAction.Block),
                StringComparer.Ordinal);
        return kinds.Count == 0 ? null : kinds;
    }

    private static InputActions Input(JObject o)
    {
        var d = new InputActions();
        return new InputActions
        {
            Personal = PolicyEnumNames.Read(o.Text("personal"), d.Personal),
            Secrets = PolicyEnumNames.Read(o.Text("secrets"), d.Secrets),
            Injection = PolicyEnumNames.Read(o.Text("injection"), d.Injection),
            Names = o.Text("names") == "on",
            Dates = o.Text("dates") == "on",
            Kinds = Kinds(o),
            InjectionAbove = o.Number("injection_above"),
        };
    }

    private static OutputActions Output(JObject o)
    {
        var d = new OutputActions();
        return new OutputActions
        {
            Personal = PolicyEnumNames.Read(o.Text("personal"), d.Personal),
            Secrets = PolicyEnumNames.Read(o.Text("secrets"), d.Secrets),
            Markup = PolicyEnumNames.Read(o.Text("markup"), d.Markup),
            Leakage = PolicyEnumNames.Read(o.Text("leakage"), d.Leakage),
            Names = o.Text("names") == "on",
            Dates = o.Text("dates") == "on",
            Kinds = Kinds(o),
        };
    }

    private static ReviewPolicy Review(JObject o)
    {
        var d = new ReviewPolicy();
        return new ReviewPolicy
        {
            HoldAbove = o.Number("hold_above") ?? d.HoldAbove,
            Sample = PolicyUnits.TryShare(o["sample"], out var sample) ? sample : d.Sample,
            FourEyes = o.IsTrue("four_eyes"),
            UserConfirms = o.Text("confirm") == "user",
            Sla = o.Duration("sla") ?? d.Sla,
            Engine = o.Text("engine"),
            OnTimeout = PolicyEnumNames.ReadDecision(o.Text("on_timeout"), d.OnTimeout),
        };
    }

    private static RetentionPolicy Retain(JObject o)
    {
        var d = new RetentionPolicy();
        return new RetentionPolicy { Content = o.Duration("content") ?? d.Content, Proofs = o.Duration("proofs") ?? d.Proofs };
    }

    private static RollbackPolicy Rollback(JObject o)
    {
        var d = new RollbackPolicy();
        return new RollbackPolicy
        {
            Alpha = o.Number("alpha") ?? d.Alpha,
            OnUnattested = PolicyEnumNames.Read(o.Text("on_unattested"), d.OnUnattested),
            OnShadow = PolicyEnumNames.Read(o.Text("on_shadow"), d.OnShadow),
            DrillEvery = o.Duration("drill_every") ?? d.DrillEvery,
            RestoreWithin = o.Duration("restore_within") ?? d.RestoreWithin,
            NeedsApproval = o.Text("approval") == "required",
        };
    }

    private static ModelPolicy Model(string id, JObject o) => new()
    {
        Id = id,
        Platform = o.Text("platform")!,
        Endpoint = o.Text("endpoint") is { } endpoint ? new Uri(endpoint) : null,
        Deployment = o.Text("deployment") ?? id,
        Standby = o.Text("standby"),
        Probes = o.Text("probes"),
        Resource = o.Text("resource"),
        KeyVariable = o.Text("key_env"),
        Timeout = o.Duration("timeout"),
        Fallback = Texts(o, "fallback"),
    };

    private static AttesterPolicy Attester(JObject o) =>
        new(o.Text("id")!, PolicyRules.PublicKey(o.Text("key")!), o.Duration("valid_for")!.Value);

    private static CredentialPolicy Credential(JObject o)
    {
        var policy = new CredentialPolicy
        {
            Id = o.Text("id")!,
            Platform = o.Text("platform")!,
            Resource = o.Text("resource")!,
            Secret = o.Text("secret")!
        };
        return policy with
        {
            RotateEvery = o.Duration("rotate_every") ?? policy.RotateEvery,
            Overlap = o.Duration("overlap") ?? policy.Overlap,
            Consumers = Texts(o, "consumers"),
            ConfirmLeak = o.Text("on_leak") == "confirm"
        };
    }

    private static EnginePolicy Engine(JObject o) => new(o.Text("id")!, new Uri(o.Text("url")!), o.Text("secret")!, o.IsTrue("content"));

    private static ConnectorPolicy Connector(JObject o) => new(o.Text("id")!, o.Text("owner")!, o.Text("identity")!, Texts(o, "scopes"))
    {
        Tools = Texts(o, "tools"),
        Destinations = Texts(o, "destinations"),
    };

    private static ReadOnlyCollection<string> Texts(JObject o, string key) => Array.AsReadOnly(o.Texts(key).Select(t => t.Text).ToArray());
}
