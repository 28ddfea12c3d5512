using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Audit;

/// <summary>A real interaction, told over HTTP and by the command line; its content read, held, and destroyed.</summary>
public sealed class TraceCommandTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_Checks_Holds_AndForgets()
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, ".guard");
        string id;
        NoteKey key;
        await using (var model = await SimulatedModel.StartAsync(new(), TimeProvider.System, Cancel))
        await using (var host = await EmbeddedHost.StartAsync(
            new() { DataFolder = data, PolicyFile = PolicyFiles.Shipped, Urls = ["http://127.0.0.1:0"], Upstream = model.Endpoint },
            TimeProvider.System, Cancel))
        {
            using var http = new HttpClient { BaseAddress = host.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.CreateKeyAsync("demo", Cancel));
            http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
            using var answer = await http.PostAsJsonAsync(
                "v1/chat/completions", new { model = GuardUp.Model, messages = new[] { new { role = "user", content = "Hello" } } },
                Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            id = answer.Headers.GetValues("Guard-Interaction").Single();
            var sequencing = host.Services.GetRequiredService<LogSequencing>();
            await sequencing.RunAsync(Cancel);
            key = await sequencing.KeyAsync(Cancel);

            using var refused = await http.GetAsync(new Uri($"guard/interactions/{id}", UriKind.Relative), Cancel);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            var auditor = (await host.Services.GetRequiredService<CallerKeys>()
                .CreateAsync("ada", [CallerRoles.Auditor], null, Cancel))!.Key;
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", auditor);
            foreach (var subject in (string[])[id, Trace])
            {
                var trace = await http.GetFromJsonAsync<JsonElement>(new Uri($"guard/interactions/{subject}", UriKind.Relative), Cancel);
                trace.GetProperty("entries")
                    .EnumerateArray()
                    .Select(static s => s.GetProperty("kind").GetString())
                    .ShouldBe(["interaction.opened", "interaction.closed"]);
                trace.GetProperty("relatedEvents")
                    .EnumerateArray()
                    .Select(static s => s.GetProperty("kind").GetString())
                    .ShouldBe(["host.started"]);
                foreach (var step in trace.GetProperty("entries").EnumerateArray())
                {
                    TlogProof.Parse(Encoding.UTF8.GetBytes(step.GetProperty("proof").GetString()!))!
                        .Proves(Encoding.UTF8.GetBytes(step.GetProperty("entry").GetString()!), key)
                        .ShouldBeTrue();
                }
            }

            using var unknown = await http.GetAsync(new Uri("guard/interactions/nobody", UriKind.Relative), Cancel);
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await CommandRun.InAsync(folder.Path, "trace", id, "--check-content")).Code.ShouldBe(2);
        var told = await CommandRun.InAsync(folder.Path, "trace", id, "--check-content", "--purpose", "audit of May");
        told.Code.ShouldBe(0, told.Out + told.Error);
        told.Out.ShouldContain("the stored content matches.");
        told.Out.ShouldNotContain("NOT");
        JsonElement.Parse((await CommandRun.InAsync(folder.Path, "trace", Trace, "--json")).Out).GetProperty("interactions")[0]
            .GetProperty("correlation")
            .GetString()
            .ShouldBe("trace");

        (await CommandRun.InAsync(folder.Path, "content", "read", id, "request", "--purpose", "audit of May")).Out.ShouldContain("Hello");
        (await CommandRun.InAsync(folder.Path, "content", "read", id, "nothing", "--purpose", "audit of May")).Code.ShouldBe(1);
        (await CommandRun.InAsync(folder.Path, "content", "read", "../x", "request", "--purpose", "audit of May")).Code.ShouldBe(2);
        (await CommandRun.InAsync(folder.Path, "content", "hold", id, "--reason", "case 4")).Code.ShouldBe(0);
        (await CommandRun.InAsync(folder.Path, "content", "holds")).Out.ShouldContain($"interaction {id}");

        var later = new ShiftedClock(TimeSpan.FromDays(40));
        (await CommandRun.AtAsync(later, folder.Path, "content", "expire")).Out
            .ShouldContain("0 destroyed, with their keys; 1 due and left");
        (await CommandRun.AtAsync(later, folder.Path, "content", "read", id, "request", "--purpose", "audit of May")).Code.ShouldBe(0);
        (await CommandRun.AtAsync(later, folder.Path, "content", "release", id, "--reason", "settled")).Code.ShouldBe(0);
        (await CommandRun.AtAsync(later, folder.Path, "content", "release", id, "--reason", "settled")).Code.ShouldBe(1);
        (await CommandRun.AtAsync(later, folder.Path, "content", "expire")).Out.ShouldContain("1 destroyed");
        (await CommandRun.AtAsync(later, folder.Path, "content", "read", id, "request", "--purpose", "audit of May")).Code.ShouldBe(1);

        // The proofs are as they were, and the content's end is in the log itself.
        await using (var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = data,
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/")
            }, TimeProvider.System, Cancel))
        {
            await host.StopAsync();
        }

        (await CommandRun.InAsync(folder.Path, "log", "verify", ".guard")).Code.ShouldBe(0);
        var after = await CommandRun.InAsync(folder.Path, "trace", id, "--check-content", "--purpose", "audit of May");
        after.Code.ShouldBe(0);
        after.Out.ShouldContain("expired: nothing can be held against the measure any more.");
        foreach (var kind in (string[])["content.read", "legal-hold.changed", "content.expired"])
        {
            after.Out.ShouldContain(kind);
        }

        // Nothing of what was said is left anywhere in the folder.
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("\"content\":\"Hello\""u8).ShouldBe(-1, file);
        }
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
