using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Faults;

/// <summary>In the embedded host, clients that leave at any moment take no closing entry with them.</summary>
public sealed class LeavingClientTests
{
    private const int Clients = 96;

    [Fact]
    public async Task EveryInteractionHasItsEnd_AfterACleanStop()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDirectory();
        await using (var guard = await GuardProcess.UpAsync(folder.Path))
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
            var random = new Random(3);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
            {
                using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var patience = random.Next(400);
                var call = http.PostAsJsonAsync(
                    guard.Url + "chat/completions",
                    new { model = GuardUp.Model, stream = i % 2 == 0, messages = new[] { new { role = "user", content = $"Hello {i}" } } },
                    leaving.Token);
                await Task.WhenAny(call, Task.Delay(patience, cancel));
                await leaving.CancelAsync();
                await Task.WhenAny(call);
            }));
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
