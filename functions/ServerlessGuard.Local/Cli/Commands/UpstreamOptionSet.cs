using System.CommandLine;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The options of a command's model, as <c>guard up</c> takes them: any OpenAI-compatible one, or the simulated.</summary>
internal sealed class UpstreamOptionSet
{
    public Option<string?> Upstream { get; } = new("--upstream")
    {
        Description = "Base address of any OpenAI-compatible model, up to /v1. Without it a simulated model answers.",
        HelpName = "URL",
    };

    public Option<string?> KeyVariable { get; } = new(
        "--upstream-key-env")
    { Description = "The environment variable that holds the upstream's key.", HelpName = "NAME" };

    /// <summary>Runs with the model's address and key; a simulated model lives as long as that.</summary>
    public async Task<int> RunAsync(
        ParseResult result, Terminal terminal, TimeProvider clock, Func<Uri, string?, Task<int>> run, CancellationToken cancellationToken)
    {
        var text = result.GetValue(Upstream);
        var key = UpstreamAddress.KeyFrom(terminal, result.GetValue(KeyVariable), text);
        if (UpstreamAddress.Parse(text) is { } address)
        {
            return await run(address, key);
        }

        await using var model = await SimulatedModel.StartAsync(new(), clock, cancellationToken);
        return await run(model.Endpoint, null);
    }
}
