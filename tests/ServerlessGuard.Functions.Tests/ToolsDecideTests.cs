using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Tool calls that an application runs itself, decided by the gateway's app with the gateway's rights.</summary>
public sealed class ToolsDecideTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Decides_Holds_AndLimits_AcrossInstances()
    {
        var policy = new DutyPolicy();
        await using var one = DutyHost.Of("gateway", azurite, policy.Policy);
        await using var two = DutyHost.Of("gateway", azurite, policy.Policy);

        (await DecideAsync(one, policy, "crm_lookup", "{}")).ShouldBe("allow");
        (await DecideAsync(one, policy, "shell_run", "{}")).ShouldBe("block");
        (await DecideAsync(one, policy, "refund_create", """{"amount":500}""")).ShouldBe("hold");

        // 2/h: the held one took a slot.
        string[] verdicts = await Task.WhenAll(
            ((DutyHost[])[one, two, one, two]).Select(host => DecideAsync(host, policy, "refund_create", """{"amount":5}""")));
        verdicts.Count(static verdict => verdict == "allow").ShouldBe(1);
        verdicts.Count(static verdict => verdict == "block").ShouldBe(3);
        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    /// <summary>A call that is repeated with its key is decided once, whichever instance it reaches.</summary>
    [Fact]
    public async Task ARepeatedKey_GetsTheFirstAnswer_FromAnotherInstance()
    {
        var policy = new DutyPolicy();
        await using var one = DutyHost.Of("gateway", azurite, policy.Policy);
        await using var two = DutyHost.Of("gateway", azurite, policy.Policy);
        var body = Body(policy, "crm_lookup", "{}");

        var first = await DutyCall.SendAsync(
            one, one.Function<ToolsFunction>().RunAsync, "POST", "/guard/tools/decide", policy.Token, body,
            ("Idempotency-Key", "k"));
        var again = await DutyCall.SendAsync(
            two, two.Function<ToolsFunction>().RunAsync, "POST", "/guard/tools/decide", policy.Token, body,
            ("Idempotency-Key", "k"));

        (first.Status, again.Status).ShouldBe((200, 200));
        again.Body.ShouldBe(first.Body);
        again.Headers["Idempotent-Replayed"].ShouldBe(["true"]);
        (await DutyLog.ReadAsync(one)).Count(static entry => entry.Kind == "tool-call.evaluated").ShouldBe(1);
        (await DutyLog.ReadAsync(two)).ShouldBeEmpty();
        one.Grants.Denied.Concat(two.Grants.Denied).ShouldBeEmpty();
    }

    private static async Task<string> DecideAsync(DutyHost host, DutyPolicy policy, string tool, string arguments)
    {
        var answer = await DutyCall.SendAsync(
            host, host.Function<ToolsFunction>().RunAsync, "POST", "/guard/tools/decide", policy.Token,
            Body(policy, tool, arguments));
        answer.Status.ShouldBe(200, answer.Body);
        return answer.Headers["Guard-Verdict"].ShouldHaveSingleItem()!;
    }

    private static string Body(DutyPolicy policy, string tool, string arguments) => new JsonObject
    {
        ["model"] = policy.Model,
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = "Do it." },
            new JsonObject
            {
                ["role"] = "assistant",
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = "c1",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments }
                }),
            }),
    }.ToJsonString();
}
