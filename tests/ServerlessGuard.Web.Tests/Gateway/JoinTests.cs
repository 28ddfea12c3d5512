using System.Net;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>A caller joins an interaction only with what the guard handed out for it; a trace is joined by claim.</summary>
public sealed class JoinTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Records_TheTrace_AndAJoinThatWasHandedOut()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));

        using var first = await host.PostAsync(
            "strict", Chat.Path, Chat.Request("Hello"), ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        var join = first.Headers.GetValues("Guard-Join").Single();
        using var second = await host.PostAsync("observed", Chat.Path, Chat.Request("Hello"), ("Guard-Join", join));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var opened = host.Audit.Entries.Where(static e => e.Kind == AuditKinds.InteractionOpened).ToArray();
        opened[0].Facts.ShouldContainKeyAndValue("trace", Trace);
        opened[0].Facts.ShouldContainKeyAndValue("span", "00f067aa0ba902b7");
        opened[0].Facts.ShouldNotContainKey("parent");
        opened[1].Facts.ShouldContainKeyAndValue("parent", first.Headers.GetValues("Guard-Interaction").Single());
        opened[1].Facts.ShouldNotContainKey("trace");
        var closed = host.Audit.Entries.First(static e => e.Kind == AuditKinds.InteractionClosed);
        (closed.Facts["usage.input"], closed.Facts["usage.output"]).ShouldBe(("3", "4"));
    }

    [Fact]
    public async Task Refuses_AJoinThatWasNotHandedOut()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
        using var first = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
        var id = first.Headers.GetValues("Guard-Interaction").Single();
        var join = first.Headers.GetValues("Guard-Join").Single();
        var before = host.Audit.Entries.Count;

        string[] wrong = [
            id, id + ".", id + "." + new string('0', 32), join[..^1], join + "0", "01M84JQ3BJGXDQ8QNAPK51BVXV" + join[id.Length..],
            join[..^1] + (join[^1] == '0' ? '1' : '0'), new string('x', 5000)
        ];
        foreach (var text in wrong)
        {
            using var refused = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"), ("Guard-Join", text));
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
            (await refused.TextAsync()).ShouldContain("invalid_join");
        }

        host.Audit.Entries.Count.ShouldBe(before);
        host.Model.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    public async Task Ignores_ATraceThatIsNone(string text)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"), ("traceparent", text));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Audit.Entries[0].Facts.ShouldNotContainKey("trace");
    }
}
