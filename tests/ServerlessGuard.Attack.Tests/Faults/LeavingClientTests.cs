using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Attack.Tests.Faults;

/// <summary>In the embedded host, clients that leave at any moment take no closing entry with them.</summary>
public sealed class LeavingClientTests
{
    private const int Clients = 96;

    [LongFact]
    public async Task EveryInteractionHasItsEnd_AfterACleanStop()
    {
        using var folder = new TemporaryDirectory();
        await using (var guard = await GuardProcess.UpAsync(folder.Path))
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
            var left = await LeavingClients.RunAsync(Clients, 3, (i, leaving) => http.PostAsJsonAsync(
                guard.Url + "chat/completions",
                new { model = GuardUp.Model, stream = i % 2 == 0, messages = new[] { new { role = "user", content = $"Hello {i}" } } },
                leaving));
            left.ShouldBeInRange(1, Clients - 1);
            (await guard.StopAsync()).ShouldBe(0);
        }

        // The next start closes what an earlier run left open, and says how much that was.
        await using (var again = await GuardProcess.UpAsync(folder.Path))
        {
            again.Error.ShouldNotContain("interrupted");
            (await again.StopAsync()).ShouldBe(0);
        }
    }
}
