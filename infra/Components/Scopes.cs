using Pulumi;

namespace ServerlessGuard.Infra.Components;

/// <summary>From a scope's name in policies/duties.yaml to the resource ids behind it.</summary>
internal sealed class Scopes(GuardSettings settings, Storage storage, Vault vault, Topics topics)
{
    public Output<string>? Group { get; init; }

    public Output<string>? Telemetry { get; init; }

    public Output<string>? Insights { get; init; }

    public Output<string>? Logs { get; init; }

    public Output<string>? NewAccount { get; init; }

    public string? NewAccountName { get; init; }

    /// <exception cref="SettingsException">The scope's name is not known.</exception>
    public IReadOnlyList<(string Name, Output<string> Id)> Resolve(string on)
    {
        var parts = on.Split('/', 2);
        if (settings.IsStarter && parts[0] is "container" or "queue" or "table")
            return One("data", storage.Account.Id);
        if (settings.IsStarter && parts[0] is "key" or "secret")
            return One("vault", vault.Resource.Id);
        return (parts[0], parts.Length == 2 ? parts[1] : "") switch
        {
            ("container", { Length: > 0 } name) => One(name, storage.Containers.GetValueOrDefault(name)?.Id),
            ("queue", { Length: > 0 } name) => One(name, storage.Queues.GetValueOrDefault(name)?.Id),
            ("table", { Length: > 0 } name) => One($"table-{name}", storage.Tables.GetValueOrDefault(name)?.Id),
            ("key", { Length: > 0 } name) => One($"key-{name}", vault.Keys.GetValueOrDefault(name)?.Id),
            ("secret", { Length: > 0 } name) =>
                [.. Vault.SecretNames(name, settings).Select(s => ($"secret-{s}", vault.Places[s].Id))],
            ("topic", { Length: > 0 } name) when topics.All.TryGetValue(name, out var topic) => [($"topic-{name}", topic.Id)],
            ("accounts", "") => [
                .. Models(account: true),
                .. NewAccount is null ? Array.Empty<(string, Output<string>)>() : [(NewAccountName!, NewAccount)]
            ],
            ("workspaces", "") => [.. Models(account: false)],
            ("group", "") => One("group", Group),
            ("telemetry", "") => One("telemetry", Telemetry),
            ("insights", "") => One("insights", Insights),
            ("logs", "") => One("logs", Logs),
            _ => throw new SettingsException([$"duties.yaml: the scope '{on}' is not known; use one that the file's head lists"]),
        };
    }

    private IEnumerable<(string, Output<string>)> Models(bool account) =>
        settings.Models.Where(m => m.IsAccount == account).Select(m => ($"{m.Group}-{m.Name}", Output.Create(m.Id)));

    private static (string, Output<string>)[] One(string name, Output<string>? id) => id is null ? [] : [(name, id)];
}
