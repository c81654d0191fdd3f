using System.Text.Json;

using Harness.Emulator.Mutants;
using Harness.Emulator.State;
using Harness.Schema.Validation;
using Harness.Session;

namespace Harness.Emulator.Dispatch;

/// <summary>From a request to its reply: is there such a command, do its arguments fit, who answers. Arguments are checked before any effect.</summary>
internal sealed class Dispatcher(CommandTable commands, Machine machine, Conduct conduct)
{
    private readonly ValueChecker _checker = new(Openness.Closed);

    public Reply Execute(in Request request, Caller caller)
    {
        if (commands.Find(request.Command) is not { } command)
        {
            return Reply.Error(ErrorClass.CommandNotFound, $"The command {request.Command} has not been found");
        }

        if (request.OutOfBand && !command.AllowOutOfBand)
        {
            return Reply.Error($"The command {request.Command} does not support OOB");
        }

        Invocation call = new(command, new Arguments(request.Arguments), caller, machine);
        try
        {
            return conduct.Check(call, _checker) is { } violation ? conduct.Refuse(call, violation) : conduct.Execute(call);
        }
        catch (RefusedException refused)
        {
            return Reply.Error(refused.ErrorClass, refused.Message);
        }
    }
}
