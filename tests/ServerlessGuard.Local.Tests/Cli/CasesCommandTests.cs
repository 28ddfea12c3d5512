using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

public sealed class CasesCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ListsShowsClaimsAndDecides()
    {
        await OpenAsync("c-1", CaseKind.Leak, null);
        await OpenAsync("c-2", CaseKind.Rollback, null);

        (await RunAsync("list")).Out.ShouldContain("c-1");
        Json(await RunAsync("list", "--kind", "leak", "--json")).GetProperty("cases").GetArrayLength().ShouldBe(1);
        Json(await RunAsync("list", "--limit", "1", "--json")).GetProperty("next").GetString().ShouldBe("c-1");
        (await RunAsync("claim", "c-1")).Out.ShouldContain("c-1 is claimed");
        Json(await RunAsync("approve", "c-1", "--reason", "it is ours", "--json")).GetProperty("state").GetString().ShouldBe("approved");
        (await RunAsync("deny", "c-2")).Out.ShouldContain("c-2 is denied");
        var twice = await RunAsync("deny", "c-2");
        (twice.Code, twice.Error).ShouldBe((1, "guard: This case is denied already." + Environment.NewLine));
        (await RunAsync("show", "c-3")).Code.ShouldBe(1);
        (await RunAsync("edit", "c-2")).Code.ShouldBe(2);
        (await RunAsync("list", "--limit", "0")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task ShowsContentAsText_AndEditsIt()
    {
        await OpenAsync("c-1", CaseKind.Output, "[red]An answer[/]\u001b[31m.");

        var shown = (await RunAsync("show", "c-1")).Out;
        shown.ShouldContain("[red]An answer[/]");
        shown.ShouldNotContain("\u001b[31m");
        (await RunAsync("edit", "c-1", "--text", "Ask jane.roe@example.com.")).Error.ShouldContain("inspected the edited answer again");
        (await RunAsync("edit", "c-1", "--text", "Ask us.")).Out.ShouldContain("needs a second person");
        Json(await RunAsync("show", "c-1", "--json")).GetProperty("texts")[0].GetProperty("text").GetString().ShouldBe("Ask us.");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.InAsync(_folder.Path, ["cases", .. args, "--data", "data"]);

    private static JsonElement Json(CommandRun run) => JsonElement.Parse(run.Out);

    private async Task OpenAsync(string id, CaseKind kind, string? text)
    {
        var policy = PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!;
        await using var services = LocalServices.Open(Path.Combine(_folder.Path, "data"), TimeProvider.System, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(policy));
            services.AddReview();
        });
        var content = new CaseContent
        {
            Protocol = "text",
            Answer = new JsonObject { ["text"] = text },
            Texts = [new CaseText("text0", "output", text ?? "", [])],
            Actions = new OutputActions()
        };
        await services.GetRequiredService<ICaseOpener>().OpenAsync(
            new NewCase
            {
                Id = id,
                Kind = kind,
                Subject = "demo-model",
                Application = text is null ? null : "claims-assistant",
                Tier = text is null ? null : "regulated",
                Caller = "key:claims",
                Content = text is null ? default : content.ToBytes(),
            },
            Stop);
    }
}
