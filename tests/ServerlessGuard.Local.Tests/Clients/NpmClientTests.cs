using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>The official openai npm client against <c>guard up</c>.</summary>
public sealed class NpmClientTests(GuardUp up)
{
    [Fact]
    public async Task PlainStreamedToolsResponsesAndErrors()
    {
        var guard = await up.GuardAsync();
        var result = await NodeClient.RunAsync("client.mjs", guard.Url, guard.Key!, GuardUp.Model, TestContext.Current.CancellationToken);

        Text(result, "plain", "text").ShouldBe("You wrote: Write to erika.mustermann@mailbox.org");
        Text(result, "plain", "finish").ShouldBe("stop");
        Text(result, "stream", "text").ShouldContain("valid for every region");
        Text(result, "stream", "text").ShouldNotContain("gh" + "p_");
        Text(result, "stream", "finish").ShouldBe("stop");
        result.GetProperty("stream").GetProperty("hasUsage").GetBoolean().ShouldBeTrue();
        Text(result, "tools", "name").ShouldBe("crm.lookup");
        Text(result, "tools", "text").ShouldBe("The tool answered: A customer since 2019");
        Text(result, "streamedTools", "name").ShouldBe("refund.create");
        JsonElement.Parse(Text(result, "streamedTools", "arguments")).GetProperty("amount").GetInt32().ShouldBe(20);
        result.GetProperty("forbiddenTool").GetProperty("calls").GetInt32().ShouldBe(0);
        Text(result, "forbiddenTool", "finish").ShouldBe("content_filter");
        result.GetProperty("choices").GetProperty("count").GetInt32().ShouldBe(3);
        Text(result, "choices", "last").ShouldBe("(3) You wrote: Three, please");
        Text(result, "responses", "text").ShouldBe("You wrote: Write to erika.mustermann@mailbox.org");
        Text(result, "streamedResponses", "text").ShouldNotContain("gh" + "p_");
        Text(result, "streamedResponses", "last").ShouldBe("response.completed");
        result.GetProperty("models").GetProperty("ids")[0].GetString().ShouldBe(GuardUp.Model);
        Text(result, "stranger", "name").ShouldBe("AuthenticationError");
        Text(result, "forbiddenModel", "name").ShouldBe("PermissionDeniedError");
        Text(result, "limited", "name").ShouldBe("RateLimitError");
        result.GetProperty("broken").GetProperty("status").GetInt32().ShouldBe(503);
    }

    private static string Text(JsonElement result, string scenario, string name) =>
        result.GetProperty(scenario).TryGetProperty(name, out var value)
            ? value.GetString()!
            : throw new InvalidOperationException($"{scenario}: {result.GetProperty(scenario)}");
}
