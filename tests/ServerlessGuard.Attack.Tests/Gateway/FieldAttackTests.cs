using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Gateway;

public sealed class FieldAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    public static TheoryData<string> Cells() => [.. FieldAttacks.Cells.Select(static cell => cell.ToString())];

    /// <summary>The secret reaches no model; what is no text reaches no model at all.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public async Task NothingIsThrough(string name)
    {
        var cell = FieldAttacks.Cells.Single(one => one.ToString() == name);
        cell.Attempts.Count.ShouldBeGreaterThanOrEqualTo(50);
        var host = gateway.Host;
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
        using var answer = await gateway.Host.PostAsync("strict", Chat.Path, AttackedSurface.Of("chat").Body);
        ((int)answer.StatusCode).ShouldBe(200);
    }
}

/// <summary>One gateway before a model that answers everything, for all attempts.</summary>
public sealed class AttackedGateway : IAsyncLifetime
{
    internal GatewayHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await GatewayHost.StartAsync();
        Host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
