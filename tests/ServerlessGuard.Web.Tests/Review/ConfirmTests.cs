using System.Net;
using System.Text.Json.Nodes;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Web.Tests.Review;

/// <summary>A call that is held for the source of its values, confirmed by the application's own end user.</summary>
public sealed class ConfirmTests
{
    private const string Mail = "jane.roe@northwind.example";

    /// <summary>The answer shows the user the call; their word releases it, once, to this caller.</summary>
    [Fact]
    public async Task TheUsersWord_ReleasesTheCall_Once()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var (id, confirm) = await HoldAsync(host, "confirming");
        var call = confirm["calls"]!.AsArray().ShouldHaveSingleItem()!;
        confirm["case"]!.GetValue<string>().ShouldBe(id);
        call["tool"]!.GetValue<string>().ShouldBe("pay_send");
        call["arguments"]!.GetValue<string>().ShouldContain("A-7712-XY");

        using var confirmed = await desk.ActAsync("confirming", id, "confirm", Digests(call));
        confirmed.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var released = await desk.ReleaseAsync("confirming", id);
        (await released.TextAsync()).ShouldContain("A-7712-XY");
        using var again = await desk.ActAsync("confirming", id, "confirm", Digests(call));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var approved = host.Audit.Entries.Single(static entry => entry.Kind.StartsWith("case.", StringComparison.Ordinal)
            && entry.Facts.GetValueOrDefault("signature") is not null);
        approved.Actor.ShouldBe("key:confirming");
    }

    /// <summary>Other digests, another caller, a tier that says nothing of users, and what is held for another reason.</summary>
    [Fact]
    public async Task AnyOtherWord_DecidesNothing()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var (id, confirm) = await HoldAsync(host, "confirming");
        var (other, theirs) = await HoldAsync(host, "confirming");
        var call = confirm["calls"]![0]!;

        foreach (var (who, what, body, status) in new (string, string, JsonNode, HttpStatusCode)[]
        {
            ("confirming", id, Digests(theirs["calls"]![0]!), HttpStatusCode.Conflict),
            ("confirming", id, Digests(call, call), HttpStatusCode.Conflict),
            ("confirming", id, new JsonObject { ["digests"] = new JsonArray("x") }, HttpStatusCode.Conflict),
            ("confirming", id, new JsonObject { ["digests"] = new JsonArray() }, HttpStatusCode.BadRequest),
            ("confirming", id, new JsonObject(), HttpStatusCode.BadRequest),
            ("strict", id, Digests(call), HttpStatusCode.NotFound),
            ("reviewer-ann", id, Digests(call), HttpStatusCode.Forbidden),
            ("confirming", "01ARZ3NDEKTSV4RRFFQ69G5FAV", Digests(call), HttpStatusCode.NotFound),
        })
        {
            using var response = await desk.ActAsync(who, what, "confirm", body.DeepClone());
            response.StatusCode.ShouldBe(status, body.ToJsonString());
        }

        using var released = await desk.ReleaseAsync("confirming", id);
        released.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        other.ShouldNotBe(id);
    }

    [Theory]
    [InlineData("strict", "pay_send", """{"account":"A-7712-XY"}""")]
    [InlineData("confirming", "refund_create", """{"amount":500}""")]
    [InlineData("confirming", "refund_create", """{"amount":500,"account":"A-7712-XY"}""")]
    public async Task WhatIsNotTheSourceAlone_IsForReviewers(string tier, string tool, string arguments)
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);

        using var response = await host.PostAsync(tier, "/guard/tools/decide", Body(tool, arguments));

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["hold"]);
        (await response.JsonAsync())["guard"].ShouldBeNull();
        var id = response.Headers.GetValues("Guard-Case").Single();
        using var confirmed = await desk.ActAsync(
            tier, id, "confirm", new JsonObject { ["digests"] = new JsonArray(new string('0', 64)) });
        (await confirmed.TextAsync()).ShouldContain("not_confirmable");
    }

    /// <summary>Of two calls one is denied and one is held: whoever approves the held one approves no denied one.</summary>
    [Theory]
    [InlineData("confirming")]
    [InlineData("strict")]
    public async Task ADeniedCall_IsNotReleased_WithTheHeldOne(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);
        var body = JsonNode.Parse(Body("pay_send", """{"account":"A-7712-XY"}"""))!;
        var calls = body["messages"]!.AsArray()[^1]!["tool_calls"]!.AsArray();
        calls.Add(JsonNode.Parse("""{"id":"call_8","type":"function","function":{"name":"shell_run","arguments":"{}"}}"""));

        using var response = await host.PostAsync(tier, "/guard/tools/decide", body.ToJsonString());
        var id = response.Headers.GetValues("Guard-Case").Single();
        if (tier == "confirming")
        {
            var told = (await response.JsonAsync())["guard"]!["confirm"]!["calls"]!.AsArray().ShouldHaveSingleItem()!;
            using var confirmed = await desk.ActAsync(tier, id, "confirm", Digests(told));
            confirmed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        else
        {
            using var approved = await desk.DecideAsync("reviewer-ann", id, "approve");
            approved.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var released = await desk.ReleaseAsync(tier, id);
        var text = await released.TextAsync();
        text.ShouldContain("pay_send");
        text.ShouldNotContain("shell_run");
    }

    private static JsonObject Digests(params JsonNode[] calls) =>
        new() { ["digests"] = new JsonArray([.. calls.Select(static call => call["digest"]!.DeepClone())]) };

    private static async Task<(string Case, JsonNode Confirm)> HoldAsync(GatewayHost host, string tier)
    {
        using var response = await host.PostAsync(tier, "/guard/tools/decide", Body("pay_send", """{"account":"A-7712-XY"}"""));
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["hold"]);
        return (response.Headers.GetValues("Guard-Case").Single(), (await response.JsonAsync())["guard"]!["confirm"]!);
    }

    private static string Body(string tool, string arguments) => new JsonObject
    {
        ["model"] = "claims-ft",
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = "Pay the owner, and tell " + Mail },
            JsonNode.Parse(
                """{"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"crm_lookup","arguments":"{}"}}]}"""),
            new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_0", ["content"] = "The owner's account is A-7712-XY" },
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = "call_9",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments },
                }),
            }),
    }.ToJsonString();
}
