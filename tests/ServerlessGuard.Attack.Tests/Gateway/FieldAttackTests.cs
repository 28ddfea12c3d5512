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
            var passes = cell.Protocol == Decide
                ? await AllowsAsync(response)
                : received.Exists(one => !isText || one.Body.Contains(FieldAttacks.Secret, StringComparison.Ordinal));
            if (passes)
            {
                through.Add($"{attempt}: {(int)response.StatusCode}");
            }
        }

        through.ShouldBeEmpty();
    }

    public static TheoryData<string> Surfaces() => [.. AttackedSurface.All.Select(static one => one.Name)];

    /// <summary>The request that every attempt changes is through by itself: an attempt fails by its change alone.</summary>
    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task TheUnchangedRequestsPass(string name)
    {
        var (host, surface) = (gateway.Host, AttackedSurface.Of(name));
        foreach (var mode in surface.Modes)
        {
            var before = host.Model.Requests.Count;
            using var answer = await host.PostAsync(
                "strict", surface.Path, mode == "live" ? surface.Body.Insert(1, "\"stream\":true,") : surface.Body);

            (name == Decide ? await AllowsAsync(answer) : host.Model.Requests.Count > before).ShouldBeTrue(mode);
        }
    }

    /// <summary>Nothing was refused: the calls may be made.</summary>
    private static async Task<bool> AllowsAsync(HttpResponseMessage response) => (int)response.StatusCode < 400
        && !(await response.TextAsync()).Contains("content_filter", StringComparison.Ordinal);

    private const string Decide = "tools decide";
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
