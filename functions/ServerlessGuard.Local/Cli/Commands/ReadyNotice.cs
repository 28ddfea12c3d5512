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
        Terminal terminal, EmbeddedHost host, EmbeddedHostOptions options, bool hasUpstream, string? key, bool json)
    {
        var policy = host.Services.GetRequiredService<IPolicySource>().Current;
        var model = policy.Applications.Values
            .Where(static application => application.Callers.Contains("key:demo"))
            .SelectMany(static application => application.Models)
            .FirstOrDefault("MODEL");
        var url = host.Address + "v1";
        if (json)
        {
            await terminal.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    url,
                    console = host.Address + "console/",
                    policy = options.PolicyFile,
                    revision = policy.RevisionId,
                    data = options.DataFolder,
                    upstream = hasUpstream ? options.Upstream.ToString() : null,
                    model,
                    key,
                },
                System.Text.Json.JsonSerializerOptions.Web));
            return;
        }

        await terminal.Out.WriteLineAsync($"guard serves {url}");
        await terminal.Out.WriteLineAsync(
            $"  policy  {options.PolicyFile} (revision {policy.RevisionId[..12]}; a change is taken over while it runs)");
        await terminal.Out.WriteLineAsync(
            $"  model   {(hasUpstream ? options.Upstream : "simulated; --upstream URL puts a real one behind")}");
        await terminal.Out.WriteLineAsync($"  data    {options.DataFolder}");
        await terminal.Out.WriteLineAsync(
            $"  console {host.Address}console/   ('guard keys create NAME --role reviewer' makes a key for it)");
        if (key is not null)
        {
            await terminal.Out.WriteLineAsync($"  key     {key}   (shown this once; 'guard keys create NAME' makes more)");
        }

        await terminal.Out.WriteLineAsync(
            $$"""

            curl {{url}}/chat/completions -H "Authorization: Bearer {{key ?? "$GUARD_KEY"}}" -H "Content-Type: application/json" \
              -d '{"model": "{{model}}", "messages": [{"role": "user", "content": "Write to erika.mustermann@mailbox.org"}]}'

            Ctrl+C stops it.
            """);
    }
}
