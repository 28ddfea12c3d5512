using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Web.Tests.Review;

public sealed class CaseApiTests
{
    private const string Ann = "reviewer-ann";

    [Fact]
    public async Task ADecision_NamesTheVersionThatWasSeen()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var id = await HeldResponseTests.HoldAsync(host, HeldResponseTests.Secret);
        var seen = (await desk.GetAsync(Ann, $"/guard/cases/{id}"))["version"]!.GetValue<string>();

        using var without = await desk.ActAsync(Ann, id, "approve");
        without.StatusCode.ShouldBe((HttpStatusCode)428);
        using var claimed = await desk.ActAsync(Ann, id, "claim");
        claimed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stale = await desk.ActAsync(Ann, id, "approve", null, seen);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var fresh = await desk.ActAsync(Ann, id, "deny", new JsonObject { ["reason"] = "no" }, claimed.Headers.ETag!.Tag.Trim('"'));
        fresh.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var denied = await desk.ReleaseAsync("holding", id);
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var late = await desk.DecideAsync("reviewer-bob", id, "approve");
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.GetAsync(Ann, $"/guard/cases/{id}"))["journal"]!
            .AsArray()
            .Select(static step => step!["kind"]!.GetValue<string>())
            .ShouldBe(["opened", "claimed", "denied"]);
    }

    [Theory]
    [InlineData("/guard/cases")]
    [InlineData("/guard/cases/x")]
    [InlineData("/guard/cases/x/content")]
    [InlineData("/guard/review/load")]
    public async Task IsForReviewersAlone(string path)
    {
        await using var host = await GatewayHost.StartAsync();

        using var application = await host.GetAsync("holding", path);
        application.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = await host.GetAsync("nobody", path);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ListsByKeyset_AndFilters()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var cases = host.Services.GetRequiredService<ICaseOpener>();
        for (var i = 0; i < 25; i++)
        {
            await cases.OpenAsync(new NewCase
            {
                Id = $"case-{i:D2}",
                Kind = i % 5 == 0 ? CaseKind.Leak : CaseKind.Rollback,
                Subject = "m",
                Application = i < 10 ? "a" : "b"
            }, TestContext.Current.CancellationToken);
        }

        var seen = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await desk.GetAsync(Ann, "/guard/cases?limit=10" + (next.Length > 0 ? "&after=" + next : ""));
            seen.AddRange(page["cases"]!.AsArray().Select(static one => one!["id"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        seen.ShouldBe(Enumerable.Range(0, 25).Select(static i => $"case-{i:D2}"));
        (await IdsAsync("kind=leak")).Count.ShouldBe(5);
        (await IdsAsync("application=a&kind=leak")).ShouldBe(["case-00", "case-05"]);
        (await IdsAsync("state=claimed")).ShouldBeEmpty();
        (await IdsAsync("older_than=PT1H")).ShouldBeEmpty();
        using var claimed = await desk.ActAsync(Ann, "case-07", "claim");
        (await IdsAsync("reviewer=key:reviewer-ann")).ShouldBe(["case-07"]);
        (await desk.GetAsync(Ann, "/guard/review/load"))["holds"]!.GetValue<int>().ShouldBe(25);

        async Task<List<string>> IdsAsync(string query) =>
            [.. (await desk.GetAsync(Ann, "/guard/cases?" + query))["cases"]!
                .AsArray()
                .Select(static one => one!["id"]!.GetValue<string>())];
    }

    [Theory]
    [InlineData("state=maybe")]
    [InlineData("state=1")]
    [InlineData("kind=")]
    [InlineData("limit=0")]
    [InlineData("limit=1000")]
    [InlineData("older_than=15")]
    [InlineData("after=a%20b")]
    [InlineData("unknown=1")]
    [InlineData("state=open&state=open")]
    public async Task RefusesAQueryThatItDoesNotUnderstand(string query)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.GetAsync(Ann, "/guard/cases?" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("approve", """{"verdict":"yes"}""")]
    [InlineData("edit", """{"reason":"r"}""")]
    [InlineData("edit", """{"texts":[{"path":"text0"}]}""")]
    [InlineData("edit", """{"texts":[]}""")]
    public async Task RefusesABodyThatItDoesNotUnderstand(string act, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var id = await HeldResponseTests.HoldAsync(host, HeldResponseTests.Secret);

        using var response = await desk.DecideAsync(Ann, id, act, JsonNode.Parse(body));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
