using System.Reflection;
using System.Reflection.Emit;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.EventGrid;
using Microsoft.Azure.WebJobs.Extensions.Http;
using Binder = Microsoft.Azure.WebJobs.Binder;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>
/// The SDK indexes typed methods. An app's functions are data, so a class is emitted for them, as the host does: one method for
/// each, with the trigger's own attribute. The SDK resolves names, listens, takes locks and poisons as for any other method.
/// </summary>
internal sealed class FunctionTypes(IEnumerable<AppFunction> functions) : ITypeLocator
{
    private readonly Type[] _types = [Emit(functions)];

    public IReadOnlyList<Type> GetTypes() => _types;

    private static Type Emit(IEnumerable<AppFunction> functions)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("App"), AssemblyBuilderAccess.Run).DefineDynamicModule("App");
        var type = module.DefineType(
            "Functions", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(EmittedFunctions));
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var above = typeof(EmittedFunctions).GetConstructors(Any).Single();
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(IFunctionCalls)])
            .GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Call, above);
        constructor.Emit(OpCodes.Ret);
        var call = typeof(EmittedFunctions).GetMethod("CallAsync", Any)!;
        foreach (var function in functions)
        {
            if (function.Bindings.FirstOrDefault(static binding => !binding.IsTrigger && !binding.IsHttpAnswer) is { } other)
            {
                throw new NotSupportedException($"The tests' host knows no binding {other.Type}, which {function.Name} has.");
            }

            var (trigger, attribute) = TriggerOf(function.Trigger);
            var method = type.DefineMethod(
                function.Name, MethodAttributes.Public, typeof(Task),
                [trigger, typeof(Binder), typeof(ExecutionContext), typeof(CancellationToken)]);
            method.SetCustomAttribute(Build<FunctionNameAttribute>([function.Name]));
            method.DefineParameter(1, ParameterAttributes.None, function.Trigger.Name).SetCustomAttribute(attribute);
            method.DefineParameter(2, ParameterAttributes.None, "_binder");
            method.DefineParameter(3, ParameterAttributes.None, "_context");
            method.DefineParameter(4, ParameterAttributes.None, "_cancellation");
            var body = method.GetILGenerator();
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Ldstr, function.Name);
            body.Emit(OpCodes.Ldarg_1);
            body.Emit(OpCodes.Ldarg_2);
            body.Emit(OpCodes.Ldarg_3);
            body.Emit(OpCodes.Ldarg_S, (byte)4);
            body.Emit(OpCodes.Call, call);
            body.Emit(OpCodes.Ret);
        }

        return type.CreateType();
    }

    /// <summary>The method's parameter, and the attribute by which the SDK binds it.</summary>
    private static (Type Type, CustomAttributeBuilder Attribute) TriggerOf(FunctionBinding trigger)
    {
        switch (trigger.Type.ToUpperInvariant())
        {
            case "HTTPTRIGGER":
                trigger.Only("authLevel", "methods", "route");
                return (typeof(HttpRequest), Build<HttpTriggerAttribute>(
                    [Enum.Parse<AuthorizationLevel>(trigger.Text("authLevel") ?? "Function", ignoreCase: true), trigger.Texts("methods")],
                    ("Route", trigger.Text("route"))));
            case "QUEUETRIGGER":
                trigger.Only("queueName", "connection");
                return (typeof(string), Build<QueueTriggerAttribute>(
                    [trigger.Text("queueName")!], ("Connection", trigger.Text("connection"))));
            case "TIMERTRIGGER":
                trigger.Only("schedule", "useMonitor", "runOnStartup");
                return (typeof(TimerInfo), Build<TimerTriggerAttribute>(
                    [trigger.Text("schedule")!], ("UseMonitor", trigger.Flag("useMonitor")),
                    ("RunOnStartup", trigger.Flag("runOnStartup"))));
            case "EVENTGRIDTRIGGER":
                trigger.Only("cardinality");
                return trigger.Text("cardinality") is "Many"
                    ? throw new NotSupportedException("The tests' host hands Event Grid's events over one at a time.")
                    : (typeof(string), Build<EventGridTriggerAttribute>([]));
            default:
                throw new NotSupportedException($"The tests' host knows no trigger {trigger.Type}.");
        }
    }

    private static CustomAttributeBuilder Build<T>(object[] arguments, params (string Name, object? Value)[] properties)
    {
        var given = properties.Where(static property => property.Value is not null).ToList();
        return new CustomAttributeBuilder(
            typeof(T).GetConstructor([.. arguments.Select(static argument => argument.GetType())])!, arguments,
            [.. given.Select(static property => typeof(T).GetProperty(property.Name)!)],
            [.. given.Select(static property => property.Value!)]);
    }
}
