using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Gateway;

public sealed class FieldAttackTests
{
    public static TheoryData<string> Cells() => [.. FieldAttacks.Cells().Select(static cell => cell.ToString())];

    /// <summary>The secret reaches no model; what is no text reaches no model at all.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public async Task NothingIsThrough(string name)
    {
        var cell = FieldAttacks.Cells().Single(one => one.ToString() == name);
        cell.Attempts.Count.ShouldBeGreaterThanOrEqualTo(50);
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
        var isText = cell.Kind == "secret in a field";
        var through = new List<string>();
        foreach (var (attempt, body) in cell.Attempts)
        {
            var before = host.Model.Requests.Count;
            using var response = await host.PostAsync("strict", AttackedSurface.Of(cell.Protocol).Path, body);
            var received = host.Model.Requests.Skip(before).ToList();
            var passes = cell.Protocol == "tools decide" && !isText
                ? (int)response.StatusCode < 400 && !(await response.TextAsync()).Contains("content_filter", StringComparison.Ordinal)
                : received.Exists(one => !isText || one.Body.Contains(FieldAttacks.Secret, StringComparison.Ordinal));
            if (passes)
            {
                through.Add($"{attempt}: {(int)response.StatusCode}");
            }
        }

        through.ShouldBeEmpty();
    }

    /// <summary>Fields that the policy names for an application pass, inspected.</summary>
    [Fact]
    public async Task TheUnchangedRequestsPass()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
        using var answer = await host.PostAsync("strict", Chat.Path, AttackedSurface.Of("chat").Body);
        ((int)answer.StatusCode).ShouldBe(200);
    }
}
