using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// The message of <c>guard up</c> once it serves: its address, its callers, and one call to try. The first line is stable, for scripts.
/// </summary>
internal static class ReadyNotice
{
    public static async Task WriteAsync(
        Terminal terminal, EmbeddedHost host, EmbeddedHostOptions options, bool hasUpstream, UpPolicy source,
        IReadOnlyDictionary<string, string> keys, bool json)
    {
        var policy = host.Services.GetRequiredService<IPolicySource>().Current;
        var application = ToTry(policy);
        var model = application is null ? null : ServedModels(policy, application).FirstOrDefault();
        var key = application is null ? null : keys.GetValueOrDefault(application.Id);
        var url = host.Address + "v1";
        if (json)
        {
            await terminal.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    url,
                    console = host.Address + "console/",
                    policy = options.PolicyFile,
                    policyInMemory = options.InitialPolicy is not null,
                    revision = policy.RevisionId,
                    data = options.DataFolder,
                    upstream = hasUpstream ? options.Upstream.ToString() : null,
                    model,
                    key,
                    keys,
                },
                System.Text.Json.JsonSerializerOptions.Web));
            return;
        }

        await terminal.Out.WriteLineAsync($"guard serves {url}");
        await terminal.Out.WriteLineAsync(options.InitialPolicy is null
            ? $"  policy  {options.PolicyFile} ({source.Origin}, revision {policy.RevisionId[..12]}; a change is taken over while it runs)"
            : $"  policy  {source.Origin}, revision {policy.RevisionId[..12]}; 'guard init' writes one to {options.PolicyFile}, which is then taken over");
        await terminal.Out.WriteLineAsync(
            $"  model   {(hasUpstream ? options.Upstream : "simulated; --upstream URL puts a real one behind")}");
        await terminal.Out.WriteLineAsync($"  data    {options.DataFolder}");
        await terminal.Out.WriteLineAsync(
            $"  console {host.Address}console/   ('guard keys create NAME --role reviewer' makes a key for it)");
        foreach (var (id, made) in keys)
        {
            await terminal.Out.WriteLineAsync($"  key     {made}   (of {id}; shown this once, 'guard keys replace NAME' makes another)");
        }

        await terminal.Out.WriteLineAsync(
            $$"""

            curl {{url}}/chat/completions -H "Authorization: Bearer {{key ?? "$GUARD_KEY"}}" -H "Content-Type: application/json" \
              -d '{"model": "{{model ?? "MODEL"}}", "messages": [{"role": "user", "content": "Write to erika.mustermann@mailbox.org"}]}'

            Ctrl+C stops it.
            """);
    }

    /// <summary>The application that can be tried best: a key calls as it, and the upstream serves what it may ask for.</summary>
    private static ApplicationPolicy? ToTry(GuardPolicy policy) => policy.Applications.Values
        .Where(static application => application.Callers.Any(static caller => caller.StartsWith("key:", StringComparison.Ordinal)))
        .OrderBy(application => application.Models.Count - ServedModels(policy, application).Count())
        .ThenBy(static application => application.Id, StringComparer.Ordinal)
        .FirstOrDefault(application => ServedModels(policy, application).Any());

    private static IEnumerable<string> ServedModels(GuardPolicy policy, ApplicationPolicy application) =>
        application.Models.Where(model => policy.Models.TryGetValue(model, out var served) && served.Endpoint is null);
}
