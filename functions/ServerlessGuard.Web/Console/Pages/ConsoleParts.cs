using Microsoft.Extensions.Options;
using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>The services that every page needs.</summary>
internal sealed class ConsoleParts(
    ConsoleSessions sessions, ConsoleOrigin origin, ConsoleWriter writer, TimeProvider clock, IOptions<ConsoleOptions> options,
    IOptions<PipelineOptions> pipeline)
{
    public ConsoleSessions Sessions => sessions;

    public ConsoleOrigin Origin => origin;

    public ConsoleWriter Writer => writer;

    public TimeProvider Clock => clock;

    public ConsoleOptions Options => options.Value;

    public TimeSpan BodyTimeout => pipeline.Value.BodyTimeout;
}
