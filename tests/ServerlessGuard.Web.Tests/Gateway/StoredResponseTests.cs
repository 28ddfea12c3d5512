using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Responses that the platform stores: for the caller that made them, inspected again on the way out.</summary>
public sealed class StoredResponseTests
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private const string Id = "resp_1";

    [Theory]
    [InlineData("live", false)]
    [InlineData("strict", false)]
    [InlineData("observed", false)]
    [InlineData("live", true)]
    [InlineData("strict", true)]
    [InlineData("observed", true)]
    public async Task Gives_AResponseToTheCallerThatMadeIt(string caller, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, caller, stream: stream);
        host.Model.Script = ScriptedModel.Json(Response("all is well"));

        using var response = await host.GetAsync(caller, "/v1/responses/" + Id);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.JsonAsync())["output"]![0]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe("all is well");
        host.Model.Requests[^1].Path.ShouldBe("/v1/responses/" + Id);
        host.Model.Requests[^1].Body.ShouldBeEmpty();
        host.Audit.Entries[^1].Facts["finish"].ShouldBe("none");
        host.Audit.Entries.Count(static entry => entry.Kind == "interaction.opened").ShouldBe(2);
    }

    [Theory]
    [InlineData("strict", "/v1/responses/resp_1")]
    [InlineData("strict", "/v1/responses/resp_1/input_items")]
    [InlineData("live", "/v1/responses/resp_2")]
    [InlineData("live", "/v1/responses/..")]
    [InlineData("live", "/v1/responses/resp_1%2F..")]
    public async Task KnowsNoResponseOfOthers(string caller, string path)
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live");

        using var response = await host.GetAsync(caller, path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBeOneOf("response_not_found", "not_found");
        host.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task KeepsNothing_OfAResponseThatIsNotStored()
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live", ",\"store\":false");

        using var response = await host.GetAsync("live", "/v1/responses/" + Id);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Inspects_OnTheWayOut()
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live");
        await AskAsync(host, "strict");
        host.Model.Script = ScriptedModel.Json(Response("key " + Secret));

        using var masked = await host.GetAsync("live", "/v1/responses/" + Id);
        using var blocked = await host.GetAsync("strict", "/v1/responses/" + Id);

        (await masked.TextAsync()).ShouldNotContain(Secret);
        masked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await blocked.TextAsync()).ShouldNotContain(Secret);
    }

    /// <summary>The conversation that the caller named is the response's own: its tokens are turned back, in the input items too.</summary>
    [Fact]
    public async Task TurnsTokensBack()
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live", input: $"Write to {Email}", conversation: "c-1");
        var token = JsonNode.Parse(host.Model.Requests[0].Body)!["input"]!.GetValue<string>()["Write to ".Length..];
        host.Model.Script = ScriptedModel.Json(Response($"I wrote to {token}."));
        using var answer = await host.GetAsync("live", "/v1/responses/" + Id);
        host.Model.Script = ScriptedModel.Json(
            $$"""{"object":"list","data":[{"id":"msg_1","type":"message","role":"user","content":[{"type":"input_text","text":"Write to {{token}}"}]}],"has_more":false}""");
        using var items = await host.GetAsync("live", $"/v1/responses/{Id}/input_items?limit=5&order=asc&other=1");

        (await answer.TextAsync()).ShouldContain($"I wrote to {Email}.");
        (await items.TextAsync()).ShouldContain($"Write to {Email}");
        host.Model.Requests[^1].Path.ShouldBe($"/v1/responses/{Id}/input_items");
    }

    /// <summary>The request that offered the tool is another one: a stored call is judged by the policy alone.</summary>
    [Theory]
    [InlineData("crm.lookup", HttpStatusCode.OK)]
    [InlineData("payroll.raise", HttpStatusCode.BadRequest)]
    public async Task Judges_StoredCalls(string tool, HttpStatusCode status)
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live");
        host.Model.Script = ScriptedModel.Json(
            $$$"""{"id":"resp_1","object":"response","status":"completed","output":[{"type":"function_call","id":"fc_1","call_id":"c_1","name":"{{{tool}}}","arguments":"{}"}]}""");

        using var response = await host.GetAsync("live", "/v1/responses/" + Id);

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Deletes()
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, "live");
        var methods = new List<string>();
        host.Model.Script = async (http, _) =>
        {
            methods.Add(http.Request.Method);
            await http.Response.WriteAsync("""{"id":"resp_1","object":"response","deleted":true}""");
        };

        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(host.Address, "/v1/responses/" + Id));
        request.Headers.Authorization = new("Bearer", "live");
        using var client = new HttpClient();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        host.Model.Script = ScriptedModel.Json("""{"error":{"message":"gone"}}""", 404);
        using var after = await host.GetAsync("live", "/v1/responses/" + Id);

        (await response.JsonAsync())["deleted"]!.GetValue<bool>().ShouldBeTrue();
        methods.ShouldBe(["DELETE"]);
        after.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task AskAsync(
        GatewayHost host, string caller, string more = "", string input = "Hello", bool stream = false, string? conversation = null)
    {
        host.Model.Script = stream
            ? ScriptedModel.Events(
                $"event: response.created\ndata: {{\"type\":\"response.created\",\"response\":{Response("")}}}\n\n",
                $"event: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{Response("good day")}}}\n\n")
            : ScriptedModel.Json(Response("good day"));
        using var response = await host.PostAsync(
            caller, "/v1/responses", $$"""{"model":"claims-ft","stream":{{(stream ? "true" : "false")}},"input":"{{input}}"{{more}}}""",
            conversation is null ? [] : [("Guard-Conversation", conversation)]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await response.TextAsync();
    }

    private static string Response(string text) =>
        $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"claims-ft","output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{{{text}}}","annotations":[]}]}]}""";
}
