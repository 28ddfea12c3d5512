using System.Runtime.InteropServices;
using ServerlessGuard.Local.Cli;

namespace ServerlessGuard.Local;

internal static class Program
{
    /// <summary>The first Ctrl+C (or SIGTERM) ends the command cleanly, the second at once.</summary>
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void OnSignal(PosixSignalContext context)
        {
            if (!stop.IsCancellationRequested)
            {
                context.Cancel = true;
                stop.Cancel();
            }
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        return await GuardCommandLine.RunAsync(args, Terminal.System(), TimeProvider.System, stop.Token);
    }
}
