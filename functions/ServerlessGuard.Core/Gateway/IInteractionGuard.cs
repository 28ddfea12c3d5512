using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Takes requests to a model through the guard: opening entry, input, model, output, closing entry. Thread-safe.
/// Every failure ends in an answer that the official clients parse, or in a broken connection; never in content
/// that was not judged, unless the tier says so.
/// </summary>
public interface IInteractionGuard
{
    /// <summary>
    /// One request. Its answer, an error too, goes to the sink; throws what the sink throws, and what no part of the guard expects.
    /// </summary>
    Task HandleAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an answer that the model once gave may be given again. A model that is stopped, or taken from the application,
    /// answers nothing; the caller gets the error, also while <see cref="StoreUnavailableException"/> hides the routes.
    /// </summary>
    ValueTask<bool> MayRepeatAsync(InboundCall call, IResponseSink sink, CancellationToken cancellationToken);
}
