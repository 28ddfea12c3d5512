using System.CommandLine;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard health</c>: whether a guard answers, for containers, whose images have no other client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var url = new Argument<string>("url") { Description = "Where it answers, like http://127.0.0.1:8080/health or …/health/ready." };
        var command = new Command("health", "Check a guard's health; exit code 0 when it is healthy.") { url };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (!Uri.TryCreate(result.GetValue(url), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw CommandException.Usage("That is no address of a guard.", "Write it like http://127.0.0.1:8080/health.");
            }

            using var http = new HttpClient { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
            using var deadline = new CancellationTokenSource(Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            try
            {
                using var response = await http.GetAsync(address, either.Token);
                await terminal.Out.WriteLineAsync(await response.Content.ReadAsStringAsync(either.Token));
                return response.IsSuccessStatusCode ? ExitCode.Success : ExitCode.Failed;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                throw new CommandException($"{address} does not answer.", "Read the guard's own output.", ExitCode.Failed, exception);
            }
        });
        return command;
    }
}
