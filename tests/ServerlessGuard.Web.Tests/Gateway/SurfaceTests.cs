using System.Net;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>The paths and requests beside chat and responses: each judged as they are, and each error in the caller's own shape.</summary>
public sealed class SurfaceTests
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    private const string Vectors =
        """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5]}],"model":"claims-ft","usage":{"prompt_tokens":3,"total_tokens":3}}""";

    private const string Scores =
        """{"id":"m","model":"claims-ft","results":[{"flagged":false,"categories":{"violence":false},"category_scores":{"violence":0.01}}]}""";

    private const string Text =
        """{"id":"c","object":"text_completion","created":1,"model":"claims-ft","choices":[{"text":"all is well","index":0,"logprobs":null,"finish_reason":"stop"}]}""";

    /// <summary>Path, the field with its content, the model's answer.</summary>
    public static TheoryData<string, string, string> Requests() => new()
    {
        { "embeddings", """{"model":"claims-ft","input":"TEXT"}""", Vectors },
        { "embeddings", """{"model":"claims-ft","input":["first","TEXT"],"encoding_format":"float"}""", Vectors },
        { "moderations", """{"model":"claims-ft","input":"TEXT"}""", Scores },
        { "moderations", """{"model":"claims-ft","input":[{"type":"text","text":"TEXT"}]}""", Scores },
        { "completions", """{"model":"claims-ft","prompt":"TEXT"}""", Text },
        { "completions", """{"model":"claims-ft","prompt":["first","TEXT"],"suffix":"end"}""", Text },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Replaces_PersonalDataOnTheWayToTheModel(string path, string request, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var response = await host.PostAsync("live", "/v1/" + path, request.Replace("TEXT", $"Write to {Email}", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.DeepEquals(await response.JsonAsync(), JsonNode.Parse(answer)).ShouldBeTrue();
        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Path.ShouldBe("/v1/" + path);
        seen.Body.ShouldNotContain(Email);
        seen.Body.ShouldContain("[EMAIL_");
        host.Audit.Entries[^1].Findings["input.email"].ShouldBe(1);
        host.Audit.Entries[0].Facts["protocol"].ShouldBe(path);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Blocks_Secrets(string path, string request, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var response = await host.PostAsync("live", "/v1/" + path, request.Replace("TEXT", $"key {Secret}", StringComparison.Ordinal));

        host.Model.Requests.ShouldBeEmpty();
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        var body = await response.JsonAsync();
        if (path == "completions")
        {
            body["choices"]![0]!["finish_reason"]!.GetValue<string>().ShouldBe("content_filter");
            return;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        body["error"]!["code"]!.GetValue<string>().ShouldBe("content_filter");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Observes_WithWhatItWouldDo(string path, string request, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var response = await host.PostAsync(
            "observed", "/v1/" + path, request.Replace("TEXT", $"key {Secret}", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["observe; would=block"]);
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldContain(Secret);
    }

    [Theory]
    [InlineData("""{"model":"claims-ft","input":[1,2,3]}""")]
    [InlineData("""{"model":"claims-ft","input":[[1,2],[3]]}""")]
    public async Task Refuses_TextSpelledInTokens(string request)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", "/v1/embeddings", request);

        host.Model.Requests.ShouldBeEmpty();
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>Text instead of a vector would leave unseen, whatever it is encoded in.</summary>
    [Theory]
    [InlineData("\"a text instead\"")]
    [InlineData("\"bXkgc2VjcmV0IHRleHQgaXMgaGVyZQ==\"")]
    [InlineData("[\"0.25\"]")]
    [InlineData("null")]
    public async Task Refuses_AVectorThatIsNone(string vector)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Vectors.Replace("[0.25,-0.5]", vector, StringComparison.Ordinal));

        using var response = await host.PostAsync("live", "/v1/embeddings", """{"model":"claims-ft","input":"hello"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.TextAsync()).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Passes_AVectorInBase64()
    {
        var bytes = new float[] { 0.25f, -0.5f, 1e-9f }.SelectMany(BitConverter.GetBytes).ToArray();
        var answer = Vectors.Replace("[0.25,-0.5]", $"\"{Convert.ToBase64String(bytes)}\"", StringComparison.Ordinal);
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var response = await host.PostAsync("live", "/v1/embeddings", """{"model":"claims-ft","input":"hello","encoding_format":"base64"}""");

        JsonNode.DeepEquals(await response.JsonAsync(), JsonNode.Parse(answer)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    [InlineData("observed")]
    public async Task Streams_ACompletion_JudgedWhole(string tier)
    {
        static string Chunk(string text, string finish) =>
            $$"""data: {"id":"c","object":"text_completion","created":1,"model":"claims-ft","choices":[{"text":"{{text}}","index":0,"finish_reason":{{finish}}}]}""" + "\n\n";
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Chunk("hello ", "null"), Chunk(Secret[..12], "null"), Chunk(Secret[12..], "null"), Chunk("", "\"stop\""), "data: [DONE]\n\n");

        using var response = await host.PostAsync(tier, "/v1/completions", """{"model":"claims-ft","prompt":"hi","stream":true}""");
        var stream = await response.TextAsync();

        var text = string.Concat(Chat.Events(stream).Select(static chunk => chunk["choices"]![0]!["text"]!.GetValue<string>()));
        text.Contains(Secret, StringComparison.Ordinal).ShouldBe(tier == "observed", stream);
        stream.ShouldEndWith("data: [DONE]\n\n");
    }

    /// <summary>A path of Azure OpenAI's clients, and the same request by OpenAI's.</summary>
    [Theory]
    [InlineData("/openai/deployments/renamed/chat/completions?api-version=2024-10-21", """{"messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("/openai/deployments/renamed/chat/completions", """{"model":"ignored","messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("/openai/deployments/re%6Eamed/chat/completions", """{"messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("/openai/v1/chat/completions?api-version=preview", """{"model":"renamed","messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"renamed","messages":[{"role":"user","content":"hello"}]}""")]
    public async Task Serves_AzuresPaths(string path, string request)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("good day"));

        using var response = await host.PostAsync("live", path, request);

        (await response.ContentAsync()).ShouldBe("good day");
        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Path.ShouldBe("/v1/chat/completions");
        JsonNode.Parse(seen.Body)!["model"]!.GetValue<string>().ShouldBe("other-name");
    }

    /// <summary>The deployment in the path is the model that the policy judges, whatever the body says.</summary>
    [Fact]
    public async Task Refuses_ADeploymentThatIsNotAllowed()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync(
            "live", "/openai/deployments/secret-model/chat/completions", """{"model":"claims-ft","messages":[{"role":"user","content":"hello"}]}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("model_not_allowed");
        host.Model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/images/generations")]
    [InlineData("/v1/nothing")]
    [InlineData("/openai/v1/nothing")]
    [InlineData("/openai/deployments/claims-ft/nothing")]
    [InlineData("/openai/deployments/claims-ft")]
    public async Task SaysInOpenAIsShape_ThatNothingServesAPath(string path)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", path, "{}");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("not_found");
    }

    [Theory]
    [InlineData("/v1/models/claims-ft", "claims-ft")]
    [InlineData("/openai/v1/models/ml", "ml")]
    [InlineData("/v1/models/secret-model", null)]
    [InlineData("/v1/models/a%2Fb", null)]
    [InlineData("/v1/models/a/b", null)]
    public async Task Shows_OneModel(string path, string? id)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.GetAsync("live", path);
        var body = await response.JsonAsync();

        (id is null ? body["error"]!["code"] : body["id"])!.GetValue<string>().ShouldBe(id ?? "model_not_found");
        response.StatusCode.ShouldBe(id is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
    }
}
