using Pulumi;
using Pulumi.AzureNative.Resources;
using ServerlessGuard.Infra.Components;

namespace ServerlessGuard.Infra;

/// <summary>The whole stack, component by component.</summary>
public static class GuardStack
{
    public static IDictionary<string, object?> Define(GuardSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var names = new Naming(settings.Subscription, settings.Project, settings.Stack, settings.Salt);
        var retry = Retries.Hook(Task.Delay);
        var group = new ResourceGroup(
            "group", new ResourceGroupArgs { ResourceGroupName = names.Group, Location = settings.Location, Tags = names.Tags },
            new CustomResourceOptions { RetainOnDelete = settings.KeepProofs, Hooks = new() { OnError = { retry } } });
        var context = new GuardContext(settings, names, group, retry);

        var network = new Network("network", context);
        var observability = new Observability("observability", context);
        var identities = new Identities("identities", context);
        var storage = new Storage("storage", context, network.Apps);
        var vault = new Vault("vault", context, network.Apps);
        var topics = new Topics("topics", context);
        var runtime = new RuntimeStorage("runtime-storage", context, network.Apps, settings.IsStarter ? storage.Locked : null);
        var account = settings.NewAccount is null ? null : new GuardedAccount("guarded-account", context, network.Apps);
        var guarded = Guarded(settings, account);

        var scopes = new Scopes(settings, storage, vault, topics)
        {
            Group = group.Id,
            Telemetry = observability.Rule.Id,
            Insights = observability.Component.Id,
            Logs = observability.Workspace.Id,
            NewAccountName = settings.NewAccount?.Name,
            NewAccount = account?.Resource.Id,
        };
        var groups = Groups(settings);
        List<(string Name, Input<string> Id)> watchedGroups = [.. groups.Select(g => (g.Name, (Input<string>)g.Id))];
        if (account is not null)
            watchedGroups.Add(("own", group.Id));
        var roles = new Roles("roles", context, new RolesArgs
        {
            Identities = identities,
            Resolve = scopes.Resolve,
            AssignableScopes = [group.Id, .. groups.Select(g => (Input<string>)g.Id)],
            RuntimeStorage = runtime.Accounts.ToDictionary(a => a.Key, a => a.Value.Account.Id),
        });
        var access = new AccessGrants(
            "access", context, [.. guarded.Select(g => (g.Name, g.Id))], [group.Id, .. groups.Select(g => (Input<string>)g.Id)]);
        var apps = new GuardApps("apps", context, new GuardAppsArgs
        {
            Identities = identities,
            Runtime = runtime,
            Queue = duty => storage.Queues.TryGetValue(duty.Queue, out var queue) ? queue.Name : duty.Queue,
            Subnet = network.Apps,
            Shared = SharedSettings(context, storage, vault, observability, topics),
            Reviewed = [
                vault.Resource.Id, storage.Account.Id,
                .. settings.IsStarter ? [] : runtime.Accounts.Values.Select(a => a.Account.Id),
            ],
            Rights = roles.Of,
        });
        var events = new Components.Events("events", context, new EventsArgs
        {
            Data = storage,
            Vault = vault.Resource.Id,
            Groups = watchedGroups,
            Topics = topics.All,
            Host = duty => apps.Apps[duty].DefaultHostName,
            Roles = roles,
        });

        if (settings.IsPrivate)
            _ = new PrivateEndpoints("endpoints", context, network, Targets(storage, vault, runtime, apps, topics, observability, guarded));
        var diagnostics = AddDiagnostics(context, network, storage, vault, runtime, apps, events, topics, observability, guarded);
        _ = new Components.Alerts("alerts", context, new AlertsArgs
        {
            Logs = observability.Workspace.Id,
            Groups = watchedGroups,
            Callers = [.. settings.Duties.Holding("call-model", "probe-model").Select(d => identities[d.Id].PrincipalId)],
            SystemTopics = events.SystemTopics,
            Topics = topics.All.ToDictionary(t => t.Key, t => t.Value.Id),
            Tables = observability.Tables,
        });
        if (!settings.IsStarter)
            _ = new Policies(
                "policies", context, observability.Workspace.Id, [.. groups.Select(g => (g.Name, (Input<string>)g.Id)), ("own", group.Id)]);
        _ = new OverviewWorkbook("workbook", context, observability.Workspace.Id, observability.Tables);
        _ = new Locks("locks", context, new Dictionary<string, Output<string>>
        {
            ["vault"] = vault.Resource.Id,
            ["data"] = storage.Account.Id,
            ["logs"] = observability.Workspace.Id,
        }, [storage, vault, observability, roles, events, diagnostics]);
        return Outputs(context, apps, vault, storage, observability, topics, access);
    }

    private static List<(string Name, string Id)> Groups(GuardSettings settings) =>
        [.. settings.Models.DistinctBy(m => m.GroupId, StringComparer.OrdinalIgnoreCase).Select(m => (m.Group, m.GroupId))];

    /// <summary>Every guarded resource, and whether we made it.</summary>
    private static List<(string Name, Output<string> Id, bool IsAccount, bool Ours)> Guarded(
        GuardSettings settings, GuardedAccount? account)
    {
        var guarded = settings.Models.Select(m => ($"{m.Group}-{m.Name}", Output.Create(m.Id), m.IsAccount, false)).ToList();
        if (account is not null)
            guarded.Add((settings.NewAccount!.Name, account.Resource.Id, true, true));
        return guarded;
    }

    private static Dictionary<string, Input<string>> SharedSettings(
        GuardContext context, Storage storage, Vault vault, Observability observability, Topics topics) => new()
        {
            ["Guard__Tenant"] = context.Settings.Tenant,
            ["Guard__Audience"] = context.Settings.Audience,
            ["Guard__Storage"] = storage.Account.Name,
            ["Guard__Vault"] = Output.Format($"https://{vault.Resource.Name}.vault.azure.net/"),
            ["Guard__Topic"] = topics.All[Topics.Guard].Endpoint,
            ["Guard__Reporters"] = topics.Reporters,
            ["Guard__Logs"] = observability.Workspace.CustomerId,
            ["Guard__Telemetry__Endpoint"] = observability.Endpoint.LogsIngestion.Apply(l => l?.Endpoint ?? ""),
            ["Guard__Telemetry__Rule"] = observability.Rule.ImmutableId,
            ["GuardEvents__queueServiceUri"] = Output.Format($"https://{storage.Account.Name}.queue.core.windows.net/"),
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = observability.Component.ConnectionString,

            // The exporter's statistics of itself go to a public address of Microsoft's.
            ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
        };

    private static IEnumerable<EndpointTarget> Targets(
        Storage storage, Vault vault, RuntimeStorage runtime, GuardApps apps, Topics topics, Observability observability,
        List<(string Name, Output<string> Id, bool IsAccount, bool Ours)> guarded)
    {
        yield return new("vault", vault.Resource.Id, "vault", true);
        yield return new("telemetry", observability.PrivateScope!.Id, "azuremonitor", true) { After = observability.Scoped };
        foreach (var service in (string[])["blob", "queue", "table"])
        {
            yield return new("data", storage.Account.Id, service, true);
            foreach (var (duty, account) in runtime.Accounts)
                yield return new($"runtime-{duty}", account.Account.Id, service, true);
        }

        foreach (var (duty, app) in apps.Apps)
            yield return new($"app-{duty}", app.Id, "sites", true);
        foreach (var (name, topic) in topics.All)
            yield return new(name, topic.Id, "topic", true);
        foreach (var (name, id, isAccount, ours) in guarded)
            yield return new($"model-{name}", id, isAccount ? "account" : "amlworkspace", ours);
    }

    private static Diagnostics AddDiagnostics(
        GuardContext context, Network network, Storage storage, Vault vault, RuntimeStorage runtime, GuardApps apps,
        Components.Events events, Topics topics, Observability observability,
        List<(string Name, Output<string> Id, bool IsAccount, bool Ours)> guarded)
    {
        var diagnostics = new Diagnostics("diagnostics", context, observability.Workspace.Id);
        if (context.Settings.IsStarter)
        {
            // Two logs cost little and show most: who asked for a key, and who called the model.
            diagnostics.Add("vault", vault.Resource.Id);
            foreach (var (name, id, _, _) in guarded)
                diagnostics.Add($"model-{name}", id);
            return diagnostics;
        }

        diagnostics.Add("network", network.Id);
        diagnostics.Add("network-rules", network.RulesId, metrics: null);
        diagnostics.Add("vault", vault.Resource.Id);
        diagnostics.Add("logs", observability.Workspace.Id);
        diagnostics.Add("telemetry", observability.Rule.Id);
        diagnostics.AddStorage("data", storage.Locked);
        foreach (var (duty, account) in runtime.Accounts)
            diagnostics.AddStorage($"runtime-{duty}", account);
        foreach (var (duty, app) in apps.Apps)
            diagnostics.Add($"app-{duty}", app.Id);
        foreach (var (duty, plan) in apps.Plans)
            diagnostics.Add($"plan-{duty}", plan.Id, logs: false);
        foreach (var (name, topic) in events.SystemTopics)
            diagnostics.Add($"events-{name}", topic);
        foreach (var (name, topic) in topics.All)
            diagnostics.Add($"topic-{name}", topic.Id);
        foreach (var (name, id, _, _) in guarded)
            diagnostics.Add($"model-{name}", id);
        return diagnostics;
    }

    private static Dictionary<string, object?> Outputs(
        GuardContext context, GuardApps apps, Vault vault, Storage storage, Observability observability, Topics topics,
        AccessGrants access) => new()
        {
            ["resourceGroup"] = context.GroupName,
            ["gatewayUrl"] = Output.Format($"https://{apps.HostOf("chat_completions")}/v1"),
            ["consoleUrl"] = Output.Format($"https://{apps.HostOf("cases")}/console/"),
            ["logUrl"] = Output.Format($"https://{apps.HostOf("log_files")}/guard/log/checkpoint"),
            ["apps"] = Output.All(apps.ToUpgrade.Select(a => a.Name)).Apply(names => string.Join(' ', names)),
            ["vault"] = vault.Resource.Name,
            ["storage"] = storage.Account.Name,
            ["logs"] = observability.Workspace.Name,
            ["topics"] = Output.All(topics.All.Values.Select(t => t.Endpoint)).Apply(endpoints => string.Join(' ', endpoints)),
            ["pipelineClientId"] = access.PipelineClient ?? Output.Create(""),
            ["next"] = (context.Settings.AlertEmails.Count > 0
            ? ""
            : $"Nobody hears the alerts: pulumi config set {context.Settings.Project}:alertEmails ADDRESS. ")
            + "Bring the code with infra/up, and lock the immutability policies: docs/deploy.md, 'After the first up'.",
        };
}
