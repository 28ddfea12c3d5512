using Azure;
using Azure.Identity;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Turns what the storage clients throw into the ports' one exception. Its message names the place, the operation and
/// the service's code; the cause is left out, because the clients' messages repeat the service's answer.
/// </summary>
internal static class StorageExceptionMapper
{
    public static async ValueTask<T> GuardAsync<T>(
        string place, string operation, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw Unavailable(place, operation, e);
        }
    }

    public static async ValueTask GuardAsync(string place, string operation, Func<ValueTask> call, CancellationToken cancellationToken) =>
        await GuardAsync(
            place, operation,
            async () =>
            {
                await call();
                return true;
            },
            cancellationToken);

    public static StoreUnavailableException Unavailable(string place, string operation, Exception cause) => cause switch
    {
        RequestFailedException { Status: > 0 } answer =>
            new($"{place}: the storage service answered {answer.Status} {answer.ErrorCode} to {operation}."),
        AuthenticationFailedException => new($"{place}: no token for {operation}. Check the identity of this host (AZURE_CLIENT_ID)."),
        _ => new($"{place}: the storage service did not answer to {operation}."),
    };

    /// <summary>
    /// A timeout of the pipeline is a cancellation that nobody requested; several tries that failed come as one aggregate.
    /// </summary>
    public static bool IsFault(Exception exception, CancellationToken cancellationToken) =>
        exception is RequestFailedException or AuthenticationFailedException or IOException
        || (exception is AggregateException all && all.InnerExceptions.All(e => IsFault(e, cancellationToken)))
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
