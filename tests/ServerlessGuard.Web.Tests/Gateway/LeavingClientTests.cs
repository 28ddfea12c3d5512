using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>A client that leaves takes nothing of the record with it.</summary>
public sealed class LeavingClientTests
{
    private const int Clients = 24;

    public static TheoryData<string, bool, string> Shapes()
    {
        var shapes = new TheoryData<string, bool, string>();
        foreach (var tier in new[] { "strict", "live", "observed", "open" })
        {
            foreach (var stream in new[] { false, true })
            {
                shapes.Add(tier, stream, "Hello");
                shapes.Add(tier, stream, "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a.");
            }
        }

        return shapes;
    }

    /// <summary>Each client leaves at the moment its interaction is being closed: every opening has one end all the same.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task EveryInteractionHasItsEnd_WhenClientsLeaveUnderLoad(string tier, bool stream, string answer)
    {
        await using var host = await GatewayHost.StartAsync(static services =>
        {
            services.AddSingleton<DepartingAuditLog>();
            services.AddSingleton<IAuditLog>(static provider => provider.GetRequiredService<DepartingAuditLog>());
        });
        host.Model.Script = stream ? ScriptedModel.Events(Chat.Stream(answer[..3], answer[3..])) : ScriptedModel.Json(Chat.Answer(answer));
        var leaving = Enumerable.Range(0, Clients).Select(static _ => new CancellationTokenSource()).ToList();

        await Task.WhenAll(leaving.Select((source, i) => CallAsync(host, tier, stream, i, source)));

        await host.UntilAsync(kinds => kinds.Count(IsEnd) == Clients);
        var entries = host.Audit.Entries;
        entries.Where(static entry => entry.Kind == AuditKinds.InteractionOpened).Select(static entry => entry.Interaction)
            .ShouldBe(entries.Where(static entry => IsEnd(entry.Kind)).Select(static entry => entry.Interaction), ignoreOrder: true);
        leaving.ForEach(static source => source.Dispose());
    }

    private static bool IsEnd(string kind) =>
        kind.StartsWith(AuditKinds.InteractionClosed, StringComparison.Ordinal)
        || kind.StartsWith(AuditKinds.InteractionInterrupted, StringComparison.Ordinal);

    private static async Task CallAsync(GatewayHost host, string tier, bool stream, int number, CancellationTokenSource leaving)
    {
        var trace = $"{number + 1:x32}";
        host.Service<DepartingAuditLog>().Leaving[trace] = leaving;
        try
        {
            using var response = await host.SendAsync(
                tier, Chat.Path, Chat.Request($"Hello {number}", stream), HttpCompletionOption.ResponseContentRead, leaving.Token,
                ("traceparent", $"00-{trace}-00000000000000ab-01"));
        }
        catch (Exception left) when (left is OperationCanceledException or HttpRequestException)
        {
            // It left, as it was made to.
        }
    }
}
