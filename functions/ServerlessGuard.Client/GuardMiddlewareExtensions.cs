using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace ServerlessGuard.Client;

/// <summary>Puts the guard between a model and its tools.</summary>
public static class GuardMiddlewareExtensions
{
    /// <summary>
    /// Runs the functions that the model calls, each after the guard's decision; the model reads inspected results, and why a call was not
    /// made. It takes the place of <c>UseFunctionInvocation</c>.
    /// </summary>
    public static ChatClientBuilder UseGuardedFunctionInvocation(
        this ChatClientBuilder builder, GuardTools guard, Action<FunctionInvokingChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(guard);
        return builder.UseFunctionInvocation(configure: client =>
        {
            configure?.Invoke(client);
            var next = client.FunctionInvoker ?? (static (context, token) => context.Function.InvokeAsync(context.Arguments, token));
            client.FunctionInvoker = (context, token) => InvokeAsync(guard, context, next, token);
        });
    }

    /// <summary>The same for an agent whose chat client runs functions.</summary>
    public static AIAgentBuilder UseGuard(this AIAgentBuilder builder, GuardTools guard)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(guard);
        return builder.Use((_, context, next, token) => InvokeAsync(guard, context, next, token));
    }

    private static async ValueTask<object?> InvokeAsync(
        GuardTools guard, FunctionInvocationContext context, Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>> next,
        CancellationToken cancellationToken)
    {
        var history = context.Messages.ToList();
        var call = new FunctionCallContent(
            context.CallContent.CallId, context.Function.Name, new Dictionary<string, object?>(context.Arguments));
        var decision = await guard.DecideAsync(history, context.Options?.Tools, call, cancellationToken).ConfigureAwait(false);
        if (!decision.IsAllowed)
        {
            return decision.Refusal;
        }

        // The guard may have taken something out of the arguments, or put it back: what it allowed is what runs.
        context.Arguments.Clear();
        foreach (var (name, value) in decision.Arguments)
        {
            context.Arguments[name] = value;
        }

        var result = await next(context, cancellationToken).ConfigureAwait(false);
        return await guard.InspectAsync(history, call, result, cancellationToken).ConfigureAwait(false);
    }
}
