using Microsoft.Azure.WebJobs;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>The base of the class that is emitted for an app: each of its methods calls this one.</summary>
public abstract class EmittedFunctions(IFunctionCalls calls)
{
    protected Task CallAsync(
        string function, object trigger, Binder binder, ExecutionContext context, CancellationToken cancellationToken) =>
        calls.CallAsync(function, trigger, binder, context, cancellationToken);
}
