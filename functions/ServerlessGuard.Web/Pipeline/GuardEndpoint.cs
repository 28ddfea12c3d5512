namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// One HTTP surface of the guard. Both hosts reach it through <c>GuardPipeline</c>, which authenticates, bounds and
/// maps failures first; ASP.NET Core middleware is not used, since it does not run in the isolated worker.
/// </summary>
public abstract class GuardEndpoint
{
    /// <summary>The path, with <c>{name}</c> segments; a last <c>{*rest}</c> takes all that follows, a last
    /// <c>{+name}</c> too, with encoded slashes in it.</summary>
    public abstract string Route { get; }

    public abstract IReadOnlyList<string> Methods { get; }

    public abstract EndpointAccess Access { get; }

    /// <summary>The largest request body in bytes; null takes <see cref="PipelineOptions.MaxBodyBytes"/>.</summary>
    public virtual long? MaxBodyBytes => null;

    /// <summary>Whether a request counts as an interaction under way: what it costs goes beyond its body.</summary>
    public virtual bool IsInteraction => false;

    public abstract Task HandleAsync(GuardRequest request, CancellationToken cancellationToken);
}
